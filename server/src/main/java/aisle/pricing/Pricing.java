package aisle.pricing;

import aisle.kernel.Money;
import aisle.pricing.Calculation.FeeLine;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Computes prices. The same basket always gives the same figures, to the cent.
 *
 * <ol>
 *   <li>A line's total is HALF_UP(quantity × unit price), in what can be paid; the subtotal is their sum.
 *   <li>A discount is split over the lines in proportion to their totals, by largest remainder.
 *   <li>Each line is taxed by itself, on its total less its share: included tax is gross − HALF_UP(gross / (1 + rate)), added
 *       tax HALF_UP(net × rate). The delivery fee is taxed like a line.
 *   <li>The total is subtotal − discount + fee, and the tax on top where prices are net.
 * </ol>
 */
public final class Pricing {
    private Pricing() {}

    /**
     * Prices a basket.
     *
     * @throws IllegalArgumentException when the discount is more than the goods cost
     */
    public static Calculation price(Basket basket) {
        Money zero = Money.zero(basket.currency());
        List<Money> lineTotals = basket.items().stream()
                .map(item -> item.unitPrice().times(item.quantity()))
                .toList();
        Money subtotal = lineTotals.stream().reduce(zero, Money::plus);
        if (basket.discount().compareTo(subtotal) > 0) {
            throw new IllegalArgumentException("a discount of " + basket.discount() + " on " + subtotal);
        }
        List<PricedLine> lines = lines(basket, lineTotals);
        FeeLine fee = fee(basket);

        List<Taxed> taxed = new ArrayList<>();
        lines.forEach(line -> taxed.add(new Taxed(line.taxRate(), line.total().minus(line.discount()), line.tax())));
        if (fee != null) {
            taxed.add(new Taxed(fee.taxRate(), fee.amount(), fee.tax()));
        }
        Money tax = taxed.stream().map(Taxed::tax).reduce(zero, Money::plus);
        Money delivery = fee == null ? zero : fee.amount();
        Money asPriced = subtotal.minus(basket.discount()).plus(delivery);
        Totals totals = new Totals(
                subtotal,
                basket.discount(),
                delivery,
                tax,
                basket.pricesIncludeTax() ? asPriced : asPriced.plus(tax),
                basket.pricesIncludeTax(),
                taxLines(taxed, basket.pricesIncludeTax()));
        return new Calculation(
                Calculation.METHOD,
                basket.currency(),
                basket.pricesIncludeTax(),
                lines,
                basket.discount(),
                fee,
                totals);
    }

    private static List<PricedLine> lines(Basket basket, List<Money> totals) {
        List<PricedLine> lines = new ArrayList<>();
        List<Money> discounts = totals.isEmpty()
                ? List.of()
                : basket.discount().shares(totals.stream().map(Money::amount).toList());
        for (int i = 0; i < totals.size(); i++) {
            Basket.Item item = basket.items().get(i);
            Money taxable = totals.get(i).minus(discounts.get(i));
            lines.add(new PricedLine(
                    item.productId(),
                    item.quantity(),
                    item.unitPrice(),
                    item.taxClass(),
                    item.taxRate(),
                    totals.get(i),
                    discounts.get(i),
                    tax(basket, taxable, item.taxRate())));
        }
        return lines;
    }

    private static @Nullable FeeLine fee(Basket basket) {
        Basket.Fee fee = basket.delivery();
        return fee == null
                ? null
                : new FeeLine(fee.amount(), fee.taxClass(), fee.taxRate(), tax(basket, fee.amount(), fee.taxRate()));
    }

    private static Money tax(Basket basket, Money amount, BigDecimal rate) {
        return basket.pricesIncludeTax() ? amount.includedTax(rate) : amount.addedTax(rate);
    }

    /** An amount as priced, and its tax. */
    private record Taxed(BigDecimal rate, Money amount, Money tax) {}

    /** One line per rate, lowest first. */
    private static List<TaxLine> taxLines(List<Taxed> taxed, boolean pricesIncludeTax) {
        SortedMap<BigDecimal, TaxLine> byRate = new TreeMap<>();
        for (Taxed one : taxed) {
            Money base = pricesIncludeTax ? one.amount().minus(one.tax()) : one.amount();
            byRate.merge(
                    one.rate(),
                    new TaxLine(one.rate(), base, one.tax()),
                    (sum, next) -> new TaxLine(
                            sum.rate(), sum.base().plus(next.base()), sum.tax().plus(next.tax())));
        }
        return List.copyOf(byRate.values());
    }
}
