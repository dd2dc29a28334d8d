package aisle.orders;

import aisle.kernel.CustomerId;
import aisle.kernel.Money;
import aisle.kernel.OrderId;
import aisle.kernel.OrderLineId;
import aisle.kernel.ProductId;
import aisle.kernel.Quantity;
import aisle.kernel.StoreId;
import aisle.kernel.Unit;
import aisle.kernel.UserId;
import aisle.payments.Payment;
import aisle.pricing.Basket;
import aisle.pricing.Totals;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An order, whole.
 *
 * @param number what people call it by
 * @param storeName and {@code storeTimezone}: of the store now
 * @param customerName as it was when the order was placed; null for an order without customer
 * @param totals as ordered
 * @param finalTotals of what the customer gets, once that is known to be less than was ordered
 * @param slot when it is brought or fetched; null when no time was chosen
 * @param source where it came from: {@code CART}, {@code API} or {@code COUNTER}
 * @param placedBy the signed-in user who placed it
 * @param placedAt null for a draft
 * @param expiresAt until when it can be paid; null unless it waits for that
 */
public record Order(
        OrderId id,
        String number,
        OrderStatus status,
        FulfillmentType fulfillmentType,
        StoreId storeId,
        String storeName,
        String storeTimezone,
        @Nullable CustomerId customerId,
        @Nullable String customerName,
        List<Line> lines,
        Totals totals,
        @Nullable Totals finalTotals,
        @Nullable OrderSlot slot,
        @Nullable OrderAddress address,
        @Nullable Payment payment,
        SubstitutionPolicy substitutionPolicy,
        @Nullable String note,
        String source,
        @Nullable UserId placedBy,
        long version,
        @Nullable Instant placedAt,
        @Nullable Instant expiresAt,
        Instant createdAt,
        Instant updatedAt) {
    public Order {
        lines = List.copyOf(lines);
    }

    /** Its goods at the prices of their lines. */
    Basket basket() {
        return Basket.of(
                lines.stream()
                        .map(line -> new Basket.Item(
                                line.productId(), line.quantity(), line.unitPrice(), line.taxClass(), line.taxRate()))
                        .toList(),
                totals.total().currency(),
                totals.pricesIncludeTax());
    }

    /** The same order with its payment. */
    public Order paidBy(Payment paid) {
        return with(lines, paid);
    }

    /** The same order with its lines. */
    Order withLines(List<Line> read) {
        return with(read, payment);
    }

    private Order with(List<Line> ownLines, @Nullable Payment paid) {
        return new Order(
                id,
                number,
                status,
                fulfillmentType,
                storeId,
                storeName,
                storeTimezone,
                customerId,
                customerName,
                ownLines,
                totals,
                finalTotals,
                slot,
                address,
                paid,
                substitutionPolicy,
                note,
                source,
                placedBy,
                version,
                placedAt,
                expiresAt,
                createdAt,
                updatedAt);
    }

    /**
     * A line, with the price and the words it had when it was placed.
     *
     * @param shortQuantity how much of it was promised and turned out not to be there
     */
    public record Line(
            OrderLineId id,
            ProductId productId,
            String sku,
            String name,
            Unit unit,
            Money unitPrice,
            Quantity quantity,
            Quantity shortQuantity,
            @Nullable Quantity pickedQuantity,
            String pickedStatus,
            SubstitutionPolicy substitutionPolicy,
            Money lineTotal,
            String taxClass,
            BigDecimal taxRate,
            Money tax) {}
}
