package aisle.orders;

import aisle.kernel.CustomerId;
import aisle.kernel.Money;
import aisle.kernel.OrderId;
import aisle.kernel.OrderLineId;
import aisle.kernel.PaymentId;
import aisle.kernel.ProductId;
import aisle.kernel.Quantity;
import aisle.kernel.StoreId;
import aisle.payments.NextAction;
import aisle.payments.Payment;
import aisle.payments.PaymentMethod;
import aisle.payments.PaymentStatus;
import aisle.platform.web.AboutPerson;
import aisle.platform.web.Versioned;
import aisle.pricing.Totals;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** An order as clients see it, wherever it is answered. */
@Schema(name = "Order")
public record OrderView(
        OrderId id,
        String number,
        OrderStatus status,
        FulfillmentType fulfillmentType,
        StoreRef store,
        @Nullable CustomerRef customer,
        List<Item> items,
        Totals totals,
        @Nullable Totals finalTotals,
        @Nullable OrderSlot slot,
        @Nullable OrderAddress address,
        @Nullable PaymentView payment,
        @Nullable UUID employeeId,
        @Nullable String note,
        String source,
        long version,
        @Nullable Instant placedAt,
        @Nullable Instant expiresAt,
        @Nullable String orderToken,
        Instant createdAt,
        Instant updatedAt)
        implements Versioned, AboutPerson {

    /** The store has a name of its own, and the payment a life of its own. */
    @Override
    public boolean showsOthers() {
        return true;
    }

    @Override
    public @Nullable UUID person() {
        return customer == null ? null : customer.id().value();
    }

    /** The store that fulfils the order. */
    @Schema(name = "OrderStore")
    public record StoreRef(StoreId id, String name, String timezone) {}

    /** Who ordered. */
    @Schema(name = "OrderCustomer")
    public record CustomerRef(CustomerId id, @Nullable String name) {}

    /** The money of the order. */
    @Schema(name = "OrderPayment")
    public record PaymentView(
            PaymentId id,
            PaymentMethod method,
            PaymentStatus status,
            Money authorized,
            Money captured,
            Money refunded,
            @Nullable NextAction nextAction) {}

    /** A line of the order. */
    @Schema(name = "OrderItem")
    public record Item(
            OrderLineId id,
            ProductId productId,
            String sku,
            String name,
            String unit,
            Money unitPrice,
            Quantity quantity,
            Quantity shortQuantity,
            @Nullable Quantity pickedQuantity,
            String pickedStatus,
            SubstitutionPolicy substitutionPolicy,
            @Nullable Map<String, Object> substitution,
            Money lineTotal,
            BigDecimal taxRate) {}

    /** The view of an order. */
    public static OrderView of(Order order) {
        return of(order, null);
    }

    /**
     * The view of an order that was placed just now.
     *
     * @param orderToken by which a guest gets at it; null for everybody else
     */
    public static OrderView of(Order order, @Nullable String orderToken) {
        return new OrderView(
                order.id(),
                order.number(),
                order.status(),
                order.fulfillmentType(),
                new StoreRef(order.storeId(), order.storeName(), order.storeTimezone()),
                order.customerId() == null ? null : new CustomerRef(order.customerId(), order.customerName()),
                order.lines().stream().map(OrderView::item).toList(),
                order.totals(),
                order.finalTotals(),
                order.slot(),
                order.address(),
                order.payment() == null ? null : payment(order.payment()),
                null,
                order.note(),
                order.source(),
                order.version(),
                order.placedAt(),
                order.expiresAt(),
                orderToken,
                order.createdAt(),
                order.updatedAt());
    }

    private static Item item(Order.Line line) {
        return new Item(
                line.id(),
                line.productId(),
                line.sku(),
                line.name(),
                line.unit().name(),
                line.unitPrice(),
                line.quantity(),
                line.shortQuantity(),
                line.pickedQuantity(),
                line.pickedStatus(),
                line.substitutionPolicy(),
                null,
                line.lineTotal(),
                line.taxRate());
    }

    private static PaymentView payment(Payment payment) {
        return new PaymentView(
                payment.id(),
                payment.method(),
                payment.status(),
                payment.authorized(),
                payment.captured(),
                payment.refunded(),
                payment.nextAction());
    }
}
