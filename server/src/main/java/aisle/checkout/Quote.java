package aisle.checkout;

import aisle.cart.Cart;
import aisle.catalog.prices.Offer;
import aisle.checkout.PlaceOrderOutcome.BelowMinimum;
import aisle.checkout.PlaceOrderOutcome.NotServed;
import aisle.checkout.PlaceOrderOutcome.NotSold;
import aisle.checkout.PlaceOrderOutcome.NotWhole;
import aisle.checkout.PlaceOrderOutcome.OutOfStock;
import aisle.checkout.PlaceOrderOutcome.PriceChanged;
import aisle.delivery.ItemCount;
import aisle.inventory.Shortage;
import aisle.kernel.DomainError;
import aisle.kernel.ErrorCode;
import aisle.kernel.Money;
import aisle.kernel.ProductId;
import aisle.kernel.Quantity;
import aisle.orders.FulfillmentType;
import aisle.orders.OrderAddress;
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
        FulfillmentType fulfillmentType,
        HandOver handOver,
        Calculation calculation) {

    /** Prices, once, what the store sells of the wish, in no particular slot. */
    static Quote of(
            Store store,
            Map<ProductId, Quantity> wanted,
            Map<ProductId, Offer> offers,
            Charges charges,
            FulfillmentType fulfillmentType) {
        return priced(store, wanted, offers, charges, fulfillmentType, Money.zero(store.currency()));
    }

    private static Quote priced(
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
                fulfillmentType,
                handOver,
                fee == null ? calculation : Pricing.price(goods.deliveredFor(fee)));
    }

    /** The same purchase in a slot that costs something. */
    Quote inSlotFor(Money slotFee) {
        return priced(store, wanted, offers, charges, fulfillmentType, slotFee);
    }

    /** Why the wish cannot be fulfilled, as far as that shows before slot and stock are asked; null when it can. */
    PlaceOrderOutcome.@Nullable Refusal refusal(PlaceOrder wish) {
        List<ProductId> notSold = notSold();
        if (!notSold.isEmpty()) {
            return new NotSold(notSold);
        }
        List<ProductId> notWhole = notWhole();
        if (!notWhole.isEmpty()) {
            return new NotWhole(notWhole);
        }
        if (fulfillmentType == FulfillmentType.DELIVERY && !delivers(wish.address())) {
            return new NotServed();
        }
        List<Shortage> missing = missing();
        if (!missing.isEmpty()) {
            return new OutOfStock(missing);
        }
        return missingToMinimum() == null ? null : new BelowMinimum(charges.minimumOrder(), totals().subtotal());
    }

    /** Likewise, once it is known what the slot costs. */
    PlaceOrderOutcome.@Nullable Refusal refusalOfTotal(PlaceOrder wish) {
        mustBeStorable();
        if (wish.expectedTotal() == null) {
            return null;
        }
        Money expected = wish.expectedTotal().in(store.currency());
        return expected.compareTo(totals().total()) == 0 ? null : new PriceChanged(expected, totals().total());
    }

    private void mustBeStorable() {
        if (!calculation.isStorable()) {
            throw DomainError.of(ErrorCode.AMOUNT_TOO_LARGE, "The total of this order is too large.");
        }
    }

    /** Refuses a draft of what the store does not sell; whether it is there is seen when it becomes an order. */
    void mustBeSold() {
        mustBeStorable();
        if (!notSold().isEmpty() || !notWhole().isEmpty()) {
            throw PlaceOrderAnswers.refusal(notSold().isEmpty() ? new NotWhole(notWhole()) : new NotSold(notSold()));
        }
    }

    /** A store without postcodes delivers everywhere in its country. */
    boolean delivers(@Nullable OrderAddress address) {
        if (!store.delivers() || address == null) {
            return false;
        }
        if (store.address() != null && !store.address().country().equals(address.country())) {
            return false;
        }
        return store.serves(address.postcode());
    }

    /** How many items the store sells of the wish, as slots count them. */
    int itemCount() {
        return calculation.lines().stream()
                .mapToInt(line -> ItemCount.of(offerOf(line.productId()).unit(), line.quantity()))
                .sum();
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
        if (fulfillmentType == FulfillmentType.IN_STORE) {
            return null;
        }
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
