package aisle.orders;

import aisle.accounts.Contact;
import aisle.kernel.CustomerId;
import aisle.kernel.OrderId;
import aisle.kernel.UserId;
import aisle.pricing.Calculation;
import aisle.stores.Store;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is known of an order when it is placed. */
public record NewOrder(
        OrderId id,
        Store store,
        CustomerId customer,
        Contact contact,
        FulfillmentType fulfillmentType,
        List<Order.Line> lines,
        Calculation calculation,
        @Nullable OrderAddress address,
        SubstitutionPolicy substitutionPolicy,
        @Nullable String note,
        String source) {
    public NewOrder {
        lines = List.copyOf(lines);
    }

    /** The order as it stands right after it was written. */
    Order asOrder(String number, @Nullable UserId placedBy, Instant now) {
        return new Order(
                id,
                number,
                OrderStatus.CONFIRMED,
                fulfillmentType,
                store.id(),
                store.name(),
                store.timezone().getId(),
                customer,
                contact.fullName(),
                lines,
                calculation.totals(),
                null,
                address,
                null,
                substitutionPolicy,
                note,
                source,
                placedBy,
                1,
                now,
                now,
                now);
    }
}
