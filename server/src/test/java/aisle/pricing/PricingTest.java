package aisle.pricing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import aisle.kernel.Money;
import aisle.kernel.ProductId;
import aisle.kernel.Quantity;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class PricingTest {
    private static final Currency EUR = Currency.getInstance("EUR");

    @Test
    void grossPricesContainTheirTaxPerRate() {
        Totals totals = Pricing.price(
                        List.of(item("2.50", "2", "0.0000"), item("1.99", "3", "0.2300"), item("0.99", "1", "0.2300")),
                        EUR,
                        true)
                .totals();
        assertEquals(Money.of("11.96", "EUR"), totals.subtotal());
        assertEquals(Money.of("11.96", "EUR"), totals.total());
        assertEquals(
                List.of(
                        new TaxLine(new BigDecimal("0"), Money.of("5.00", "EUR"), Money.of("0.00", "EUR")),
                        new TaxLine(new BigDecimal("0.23"), Money.of("5.65", "EUR"), Money.of("1.31", "EUR"))),
                totals.taxLines());
        assertEquals(Money.of("1.31", "EUR"), totals.tax());
    }

    @Test
    void netPricesGetTheirTaxAdded() {
        Totals totals =
                Pricing.price(List.of(item("10.00", "1", "0.2000")), EUR, false).totals();
        assertEquals(Money.of("10.00", "EUR"), totals.subtotal());
        assertEquals(Money.of("2.00", "EUR"), totals.tax());
        assertEquals(Money.of("12.00", "EUR"), totals.total());
    }

    /** Whatever is bought, base and tax of the tax lines are exactly the total. */
    @Property
    void taxLinesAddUpToTheTotal(
            @ForAll @Size(min = 1, max = 20) List<@IntRange(min = 1, max = 99_999) Integer> cents,
            @ForAll @IntRange(min = 1, max = 5_000) int grams,
            @ForAll boolean gross) {
        List<Pricing.Item> items = cents.stream()
                .map(price -> item(
                        BigDecimal.valueOf(price, 2).toPlainString(),
                        BigDecimal.valueOf(grams, 3).toPlainString(),
                        price % 2 == 0 ? "0.1350" : "0.2300"))
                .toList();
        Totals totals = Pricing.price(items, EUR, gross).totals();
        Money sum = totals.taxLines().stream()
                .map(line -> line.base().plus(line.tax()))
                .reduce(Money.zero(EUR), Money::plus);
        assertEquals(totals.total(), sum);
    }

    private static Pricing.Item item(String price, String quantity, String rate) {
        return new Pricing.Item(
                new ProductId(UUID.randomUUID()),
                Quantity.of(quantity),
                Money.of(price, "EUR"),
                "STANDARD",
                new BigDecimal(rate));
    }
}
