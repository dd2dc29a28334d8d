package aisle.pricing;

import aisle.catalog.prices.Offer;
import aisle.kernel.Money;
import aisle.kernel.ProductId;
import aisle.kernel.Quantity;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Computes prices. The same input always gives the same figures, to the cent. */
public final class Pricing {
    private Pricing() {}

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

    /** Lines in the order of the items, and the totals over them. */
    public record Result(List<PricedLine> lines, Totals totals) {
        public Result {
            lines = List.copyOf(lines);
        }
    }

    /**
     * Prices items.
     *
     * @param currency of every unit price
     * @param pricesIncludeTax whether unit prices are gross; tax is computed and rounded per line either way
     */
    public static Result price(List<Item> items, Currency currency, boolean pricesIncludeTax) {
        List<PricedLine> lines =
                items.stream().map(item -> line(item, pricesIncludeTax)).toList();
        Money zero = Money.zero(currency);
        Money subtotal = lines.stream().map(PricedLine::total).reduce(zero, Money::plus);
        Money tax = lines.stream().map(PricedLine::tax).reduce(zero, Money::plus);
        Money total = pricesIncludeTax ? subtotal : subtotal.plus(tax);
        return new Result(
                lines,
                new Totals(subtotal, zero, zero, tax, total, pricesIncludeTax, taxLines(lines, pricesIncludeTax)));
    }

    private static PricedLine line(Item item, boolean pricesIncludeTax) {
        Money total = item.unitPrice().times(item.quantity());
        Money tax = pricesIncludeTax ? total.includedTax(item.taxRate()) : total.addedTax(item.taxRate());
        return new PricedLine(
                item.productId(), item.quantity(), item.unitPrice(), item.taxClass(), item.taxRate(), total, tax);
    }

    /** One line per rate, lowest first. */
    private static List<TaxLine> taxLines(List<PricedLine> lines, boolean pricesIncludeTax) {
        SortedMap<BigDecimal, TaxLine> byRate = new TreeMap<>();
        for (PricedLine line : lines) {
            Money base = pricesIncludeTax ? line.total().minus(line.tax()) : line.total();
            byRate.merge(
                    line.taxRate(),
                    new TaxLine(line.taxRate(), base, line.tax()),
                    (sum, next) -> new TaxLine(
                            sum.rate(), sum.base().plus(next.base()), sum.tax().plus(next.tax())));
        }
        return List.copyOf(byRate.values());
    }
}
