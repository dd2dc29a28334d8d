package aisle.pricing;

import aisle.catalog.prices.Offer;
import aisle.kernel.Money;
import aisle.kernel.ProductId;
import aisle.kernel.Quantity;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that the price of a purchase depends on.
 *
 * @param currency of every amount in it
 * @param pricesIncludeTax whether unit prices, discount and fee are gross
 * @param discount what is taken off the goods, at most what they cost
 * @param delivery null when nothing is delivered
 */
public record Basket(
        Currency currency,
        boolean pricesIncludeTax,
        List<Item> items,
        Money discount,
        @Nullable Fee delivery) {
    public Basket {
        items = List.copyOf(items);
        if (discount.isNegative()) {
            throw new IllegalArgumentException("a discount takes something off: " + discount);
        }
    }

    /** Goods alone: nothing is taken off, nothing is delivered. */
    public static Basket of(List<Item> items, Currency currency, boolean pricesIncludeTax) {
        return new Basket(currency, pricesIncludeTax, items, Money.zero(currency), null);
    }

    /** The same goods, delivered. */
    public Basket deliveredFor(Fee fee) {
        return new Basket(currency, pricesIncludeTax, items, discount, fee);
    }

    /** The same goods for less. */
    public Basket lessBy(Money off) {
        return new Basket(currency, pricesIncludeTax, items, off, delivery);
    }

    /** What is bought at what price. */
    public record Item(ProductId productId, Quantity quantity, Money unitPrice, String taxClass, BigDecimal taxRate) {
        public Item {
            taxRate = taxRate.stripTrailingZeros();
        }

        /** So much of what a store offers. */
        public static Item of(Offer offer, Quantity quantity) {
            return new Item(offer.productId(), quantity, offer.price(), offer.taxClass(), offer.taxRate());
        }
    }

    /** What delivery costs, and how that is taxed. */
    public record Fee(Money amount, String taxClass, BigDecimal taxRate) {
        public Fee {
            taxRate = taxRate.stripTrailingZeros();
        }
    }
}
