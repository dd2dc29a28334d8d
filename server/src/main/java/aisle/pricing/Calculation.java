package aisle.pricing;

import aisle.kernel.Money;
import com.fasterxml.jackson.annotation.JsonIgnore;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * How the figures of a purchase came about: everything that went in, and each figure that was rounded on the way. Kept
 * with the order, so that anybody can compute it again years later, whatever prices, taxes and fees are by then.
 *
 * @param method the rules by which it was computed; those of a method never change
 * @param currency of every amount
 * @param lines in the order of the order, with what each contributes
 * @param delivery null when nothing was delivered
 * @param totals what follows from all of this
 */
@Schema(name = "Calculation")
public record Calculation(
        String method,
        Currency currency,
        boolean pricesIncludeTax,
        List<PricedLine> lines,
        Money discount,
        @Nullable FeeLine delivery,
        Totals totals) {
    /** The present rules, see {@link Pricing}. */
    public static final String METHOD = "LINE_HALF_UP_1";

    public Calculation {
        lines = List.copyOf(lines);
    }

    /** The fee of a delivery and its tax. */
    @Schema(name = "CalculationFee")
    public record FeeLine(Money amount, String taxClass, BigDecimal taxRate, Money tax) {}

    /** The same purchase, computed anew from what went in. */
    public Calculation again() {
        List<Basket.Item> items = lines.stream()
                .map(line -> new Basket.Item(
                        line.productId(), line.quantity(), line.unitPrice(), line.taxClass(), line.taxRate()))
                .toList();
        Basket.Fee fee =
                delivery == null ? null : new Basket.Fee(delivery.amount(), delivery.taxClass(), delivery.taxRate());
        return Pricing.price(new Basket(currency, pricesIncludeTax, items, discount, fee));
    }

    /** Whether every amount fits where amounts are stored. */
    @JsonIgnore
    public boolean isStorable() {
        return Stream.concat(
                        lines.stream().map(PricedLine::total),
                        Stream.of(totals.subtotal(), totals.tax(), totals.total()))
                .allMatch(Money::isStorable);
    }
}
