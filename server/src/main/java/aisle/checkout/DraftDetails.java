package aisle.checkout;

import aisle.cart.Carts;
import aisle.kernel.CustomerId;
import aisle.kernel.StoreId;
import aisle.orders.FulfillmentType;
import aisle.orders.Order;
import aisle.orders.OrderAddress;
import aisle.orders.SubstitutionPolicy;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What can be changed of a draft. */
@Schema(name = "DraftDetails")
public record DraftDetails(
        @NotEmpty @Size(max = Carts.MAX_LINES) List<OrderWithoutCartResource.OrderRequest.@NotNull @Valid Item> items,
        @NotNull FulfillmentType fulfillmentType,
        @Nullable CustomerId customerId,
        @Nullable @Valid OrderAddress address,
        @NotNull SubstitutionPolicy substitutionPolicy,
        @Nullable @Size(max = 500) String note) {

    static DraftDetails of(Order draft) {
        return new DraftDetails(
                draft.lines().stream()
                        .map(line -> new OrderWithoutCartResource.OrderRequest.Item(line.productId(), line.quantity()))
                        .toList(),
                draft.fulfillmentType(),
                draft.customerId(),
                draft.address(),
                draft.substitutionPolicy(),
                draft.note());
    }

    List<PlaceOrder.Item> wanted() {
        return items.stream()
                .map(item -> new PlaceOrder.Item(item.productId(), item.quantity()))
                .toList();
    }

    /** The wish as far as a draft knows it: without payment and time. */
    PlaceOrder wish(StoreId store) {
        return new PlaceOrder(store, fulfillmentType, null, address, null, substitutionPolicy, null, note);
    }
}
