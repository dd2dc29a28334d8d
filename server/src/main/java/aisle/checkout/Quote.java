package aisle.checkout;

import aisle.cart.Cart;
import aisle.catalog.prices.Offer;
import aisle.inventory.Shortage;
import aisle.kernel.Money;
import aisle.kernel.ProductId;
import aisle.kernel.Quantity;
import aisle.orders.FulfillmentType;
import aisle.pricing.Basket;
import aisle.pricing.Calculation;
import aisle.pricing.Charges;
import aisle.pricing.Charges.HandOver;
import aisle.pricing.PricedLine;
import aisle.pricing.Pricing;
import aisle.pricing.Totals;
import aisle.stores.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a purchase would be at this moment.
 *
 * @param wanted what is to be bought, in order
 * @param offers the store's offer of each wanted product that exists at all
 * @param handOver what it costs to hand over what the store sells of the wish
 * @param calculation what that comes to
 */
record Quote(
        Store store,
        Map<ProductId, Quantity> wanted,
        Map<ProductId, Offer> offers,
        Charges charges,
        HandOver handOver,
        Calculation calculation) {

    /**
     * Prices, once, what the store sells of the wish.
     *
     * @param slotFee what the chosen slot costs
     */
    static Quote of(
            Store store,
            Map<ProductId, Quantity> wanted,
            Map<ProductId, Offer> offers,
            Charges charges,
            FulfillmentType fulfillmentType,
            Money slotFee) {
        List<Basket.Item> items = new ArrayList<>();
        wanted.forEach((product, quantity) -> {
            Offer offer = offers.get(product);
            if (offer != null && offer.sellable()) {
                items.add(Basket.Item.of(offer, quantity));
            }
        });
        Basket goods = Basket.of(items, store.currency(), store.pricesIncludeTax());
        Calculation calculation = Pricing.price(goods);
        HandOver handOver = charges.handOver(
                fulfillmentType == FulfillmentType.DELIVERY,
                calculation.totals().subtotal(),
                slotFee);
        Basket.Fee fee = charges.fee(handOver);
        return new Quote(
                store,
                wanted,
                offers,
                charges,
                handOver,
                fee == null ? calculation : Pricing.price(goods.deliveredFor(fee)));
    }

    /** Wanted products that the store does not sell. */
    List<ProductId> notSold() {
        return wanted.keySet().stream().filter(product -> !isSold(product)).toList();
    }

    /** Wanted products that are sold in whole pieces and wanted in parts. */
    List<ProductId> notWhole() {
        return calculation.lines().stream()
                .filter(line -> !line.quantity().fits(offerOf(line.productId()).unit()))
                .map(PricedLine::productId)
                .toList();
    }

    /** Wanted products of which too little, or nothing, can be had. */
    List<Shortage> missing() {
        List<Shortage> missing = new ArrayList<>();
        wanted.forEach((product, quantity) -> {
            Quantity can = isSold(product) ? offerOf(product).available() : Quantity.ZERO;
            if (can.compareTo(quantity) < 0) {
                missing.add(new Shortage(product, quantity, can));
            }
        });
        return missing;
    }

    /** Lines of a cart whose price is another than the customer was shown. */
    List<PriceChange> priceChanges(@Nullable Cart cart) {
        if (cart == null) {
            return List.of();
        }
        return cart.lines().stream()
                .filter(line -> isSold(line.productId()))
                .filter(line -> line.seenPrice()
                                .compareTo(offerOf(line.productId()).price().amount())
                        != 0)
                .map(line -> new PriceChange(
                        line.productId(),
                        new Money(line.seenPrice(), store.currency()),
                        offerOf(line.productId()).price()))
                .toList();
    }

    /** A price that is another than the customer was shown. */
    record PriceChange(ProductId productId, Money previousPrice, Money unitPrice) {}

    /** By how much the goods cost less than the store's minimum; null when they do not. */
    @Nullable
    Money missingToMinimum() {
        Money missing = charges.minimumOrder().minus(totals().subtotal());
        return missing.isZero() || missing.isNegative() ? null : missing;
    }

    Totals totals() {
        return calculation.totals();
    }

    Offer offerOf(ProductId product) {
        Offer offer = offers.get(product);
        if (offer == null) {
            throw new IllegalStateException("no offer of " + product);
        }
        return offer;
    }

    private boolean isSold(ProductId product) {
        Offer offer = offers.get(product);
        return offer != null && offer.sellable();
    }
}
