package aisle.checkout;

import aisle.cart.Cart;
import aisle.catalog.prices.Offer;
import aisle.inventory.Shortage;
import aisle.kernel.Money;
import aisle.kernel.ProductId;
import aisle.kernel.Quantity;
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
 * @param available what can be promised of each
 * @param priced what the store sells of the wish, and its totals
 */
record Quote(
        Store store,
        Map<ProductId, Quantity> wanted,
        Map<ProductId, Offer> offers,
        Map<ProductId, Quantity> available,
        Pricing.Result priced) {

    /** Prices, once, what the store sells of the wish. */
    static Quote of(
            Store store,
            Map<ProductId, Quantity> wanted,
            Map<ProductId, Offer> offers,
            Map<ProductId, Quantity> available) {
        List<Pricing.Item> items = new ArrayList<>();
        wanted.forEach((product, quantity) -> {
            Offer offer = offers.get(product);
            if (offer != null && offer.sellable()) {
                items.add(Pricing.Item.of(offer, quantity));
            }
        });
        return new Quote(
                store, wanted, offers, available, Pricing.price(items, store.currency(), store.pricesIncludeTax()));
    }

    /** Wanted products that the store does not sell. */
    List<ProductId> notSold() {
        return wanted.keySet().stream().filter(product -> !isSold(product)).toList();
    }

    /** Wanted products that are sold in whole pieces and wanted in parts. */
    List<ProductId> notWhole() {
        return priced.lines().stream()
                .filter(line -> !line.quantity().fits(offerOf(line.productId()).unit()))
                .map(PricedLine::productId)
                .toList();
    }

    /** Wanted products of which too little, or nothing, can be had. */
    List<Shortage> missing() {
        List<Shortage> missing = new ArrayList<>();
        wanted.forEach((product, quantity) -> {
            Quantity can = isSold(product) ? available.getOrDefault(product, Quantity.ZERO) : Quantity.ZERO;
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

    Totals totals() {
        return priced.totals();
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
