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

/**
 * What is known of an order when it is written.
 *
 * @param status CONFIRMED, or DRAFT, PENDING_PAYMENT, or DELIVERED when it went over the counter
 * @param customer null for a guest and for somebody unknown at the counter
 * @param contact null for somebody unknown
 * @param slot its place is the order's already, but for a draft, which only wishes for it
 * @param tokenHash of the token by which a guest gets at it; null for everybody else
 * @param expiresAt until when it can be paid; null unless it waits for that
 */
public record NewOrder(
        OrderId id,
        OrderStatus status,
        Store store,
        @Nullable CustomerId customer,
        @Nullable Contact contact,
        FulfillmentType fulfillmentType,
        List<Order.Line> lines,
        Calculation calculation,
        @Nullable OrderAddress address,
        @Nullable OrderSlot slot,
        SubstitutionPolicy substitutionPolicy,
        @Nullable String note,
        String source,
        byte @Nullable [] tokenHash,
        @Nullable Instant expiresAt) {
    public NewOrder {
        lines = List.copyOf(lines);
    }

    /** What its first event is called. */
    String firstEvent() {
        return status == OrderStatus.DRAFT ? "DRAFTED" : "PLACED";
    }

    /** When it was placed; null as long as it is a draft. */
    @Nullable
    Instant placedAt(Instant now) {
        return status == OrderStatus.DRAFT ? null : now;
    }

    /** The order as it stands right after it was written. */
    Order asOrder(String number, @Nullable UserId placedBy, Instant createdAt, Instant now, long version) {
        return new Order(
                id,
                number,
                status,
                fulfillmentType,
                store.id(),
                store.name(),
                store.timezone().getId(),
                customer,
                contact == null ? null : contact.fullName(),
                lines,
                calculation.totals(),
                null,
                slot,
                address,
                null,
                substitutionPolicy,
                note,
                source,
                placedBy,
                version,
                placedAt(now),
                expiresAt,
                createdAt,
                now);
    }
}
