package aisle.checkout;

import aisle.cart.Cart;
import aisle.catalog.prices.Offer;
import aisle.delivery.Slot;
import aisle.delivery.SlotOffer;
import aisle.delivery.SlotStatus;
import aisle.inventory.Shortage;
import aisle.kernel.Money;
import aisle.kernel.ProductId;
import aisle.kernel.Quantity;
import aisle.kernel.SlotId;
import aisle.kernel.StoreId;
import aisle.orders.FulfillmentType;
import aisle.pricing.Charges.HandOver;
import aisle.pricing.PricedLine;
import aisle.pricing.Totals;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What confirming would do now, and why each figure is what it is. */
@Schema(name = "CheckoutPreview")
public record CheckoutPreview(
        StoreId storeId,
        FulfillmentType fulfillmentType,
        List<Item> items,
        Totals totals,
        Delivery delivery,
        Minimum minimum,
        @Nullable ChosenSlot slot,
        List<Shortage> missingItems,
        List<Quote.PriceChange> priceChanges,
        boolean addressServed) {

    /** A line with today's price. */
    @Schema(name = "CheckoutPreviewItem")
    public record Item(
            ProductId productId,
            String sku,
            String name,
            String unit,
            Quantity quantity,
            Money unitPrice,
            Money lineTotal,
            String taxClass,
            BigDecimal taxRate,
            Money tax) {}

    /** What it costs to hand the goods over, and why. */
    @Schema(name = "CheckoutPreviewDelivery")
    public record Delivery(
            Money fee,
            Money storeFee,
            Money slotFee,
            HandOver.Reason reason,
            @Nullable Money freeFrom,
            @Nullable Money missingToFree) {
        static Delivery of(Quote quote) {
            HandOver handOver = quote.handOver();
            Money freeFrom = quote.charges().freeDeliveryFrom();
            return new Delivery(
                    handOver.total(),
                    handOver.storeFee(),
                    handOver.slotFee(),
                    handOver.reason(),
                    freeFrom,
                    freeFrom != null && handOver.reason() == HandOver.Reason.STORE_FEE
                            ? freeFrom.minus(quote.totals().subtotal())
                            : null);
        }
    }

    /** What the goods must at least cost. */
    @Schema(name = "CheckoutPreviewMinimum")
    public record Minimum(
            Money amount, boolean reached, @Nullable Money missing) {}

    /** The slot that was asked about, as it is at this moment. */
    @Schema(name = "CheckoutPreviewSlot")
    public record ChosenSlot(
            SlotId id,
            LocalDate date,
            LocalTime start,
            LocalTime end,
            Instant startsAt,
            Instant endsAt,
            Instant cutoffAt,
            SlotStatus status,
            boolean serves,
            Money fee) {
        static ChosenSlot of(SlotOffer offer) {
            Slot slot = offer.slot();
            return new ChosenSlot(
                    slot.id(),
                    slot.date(),
                    slot.start(),
                    slot.end(),
                    slot.startsAt(),
                    slot.endsAt(),
                    slot.cutoffAt(),
                    offer.status(),
                    offer.serves(),
                    offer.fee());
        }
    }

    static CheckoutPreview of(Checkout.Preview preview, @Nullable Cart cart) {
        Quote quote = preview.quote();
        Money missing = quote.missingToMinimum();
        return new CheckoutPreview(
                quote.store().id(),
                quote.fulfillmentType(),
                quote.calculation().lines().stream()
                        .map(line -> item(quote, line))
                        .toList(),
                quote.totals(),
                Delivery.of(quote),
                new Minimum(quote.charges().minimumOrder(), missing == null, missing),
                preview.slot() == null ? null : ChosenSlot.of(preview.slot()),
                quote.missing(),
                quote.priceChanges(cart),
                preview.addressServed());
    }

    private static Item item(Quote quote, PricedLine line) {
        Offer offer = quote.offerOf(line.productId());
        return new Item(
                line.productId(),
                offer.sku(),
                offer.name(),
                offer.unit().name(),
                line.quantity(),
                line.unitPrice(),
                line.total(),
                line.taxClass(),
                line.taxRate(),
                line.tax());
    }
}
