package aisle.pricing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aisle.kernel.Money;
import aisle.kernel.ProductId;
import aisle.kernel.Quantity;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PricingTest {
    private static final Currency EUR = Currency.getInstance("EUR");
    private static final BigDecimal HALF_CENT = new BigDecimal("0.005");

    @Test
    void grossPricesContainTheirTaxPerRate() {
        Totals totals = Pricing.price(Basket.of(
                        List.of(item("2.50", "2", "0.0000"), item("1.99", "3", "0.2300"), item("0.99", "1", "0.2300")),
                        EUR,
                        true))
                .totals();
        assertEquals(euros("11.96"), totals.subtotal());
        assertEquals(euros("11.96"), totals.total());
        assertEquals(List.of(taxLine("0", "5.00", "0.00"), taxLine("0.23", "5.65", "1.31")), totals.taxLines());
        assertEquals(euros("1.31"), totals.tax());
    }

    @Test
    void netPricesGetTheirTaxAdded() {
        Totals totals = Pricing.price(Basket.of(List.of(item("10.00", "1", "0.2000")), EUR, false))
                .totals();
        assertEquals(euros("10.00"), totals.subtotal());
        assertEquals(euros("2.00"), totals.tax());
        assertEquals(euros("12.00"), totals.total());
    }

    @Test
    void aFeeIsTaxedLikeALineAndADiscountIsTakenOffBeforeTheTax() {
        Basket basket = Basket.of(List.of(item("10.00", "1", "0.1000"), item("20.00", "1", "0.2000")), EUR, true)
                .lessBy(euros("10.00"))
                .deliveredFor(new Basket.Fee(euros("4.90"), "STANDARD", new BigDecimal("0.2000")));
        Calculation calculation = Pricing.price(basket);
        assertEquals(
                List.of(euros("3.33"), euros("6.67")),
                calculation.lines().stream().map(PricedLine::discount).toList());
        assertEquals(
                List.of(euros("0.61"), euros("2.22")),
                calculation.lines().stream().map(PricedLine::tax).toList());
        Totals totals = calculation.totals();
        assertEquals(euros("30.00"), totals.subtotal());
        assertEquals(euros("10.00"), totals.discount());
        assertEquals(euros("4.90"), totals.deliveryFee());
        assertEquals(euros("24.90"), totals.total());
        assertEquals(euros("3.65"), totals.tax());
        assertEquals(List.of(taxLine("0.1", "6.06", "0.61"), taxLine("0.2", "15.19", "3.04")), totals.taxLines());
    }

    @Test
    void aDiscountIsAtMostWhatTheGoodsCost() {
        Basket basket = Basket.of(List.of(item("1.00", "1", "0")), EUR, true);
        assertEquals(
                euros("0.00"),
                Pricing.price(basket.lessBy(euros("1.00"))).totals().total());
        assertThrows(IllegalArgumentException.class, () -> Pricing.price(basket.lessBy(euros("1.01"))));
        assertThrows(IllegalArgumentException.class, () -> basket.lessBy(euros("-0.01")));
    }

    @Test
    void theLargestAmountsStayExact() {
        Calculation largest = Pricing.price(Basket.of(List.of(item("999999.9999", "999999999", "0.2300")), EUR, true));
        assertEquals(euros("999999998900000.00"), largest.totals().total());
        assertTrue(largest.isStorable());
        Calculation tooLarge = Pricing.price(
                Basket.of(List.of(item("999999.9999", "999999999", "0"), item("2", "999999999", "0")), EUR, true));
        assertTrue(!tooLarge.isStorable());
    }

    /** Lines sum to the subtotal, and base and tax of the tax lines are exactly the total. */
    @Property
    void everythingAddsUp(@ForAll("baskets") Basket basket) {
        Calculation calculation = Pricing.price(basket);
        Totals totals = calculation.totals();
        assertEquals(
                totals.subtotal(),
                sum(calculation.lines().stream().map(PricedLine::total).toList()));
        assertEquals(
                totals.discount(),
                sum(calculation.lines().stream().map(PricedLine::discount).toList()));
        assertEquals(
                totals.total(),
                sum(totals.taxLines().stream()
                        .map(line -> line.base().plus(line.tax()))
                        .toList()));
        assertEquals(
                totals.tax(), sum(totals.taxLines().stream().map(TaxLine::tax).toList()));
        Money asPriced = totals.subtotal().minus(totals.discount()).plus(totals.deliveryFee());
        assertEquals(basket.pricesIncludeTax() ? asPriced : asPriced.plus(totals.tax()), totals.total());
    }

    /** The tax of a line is off by half a unit at most, and no share is more than its line. */
    @Property
    void taxAndSharesAreWithinRounding(@ForAll("baskets") Basket basket) {
        for (PricedLine line : Pricing.price(basket).lines()) {
            BigDecimal taxable = line.total().minus(line.discount()).amount();
            BigDecimal net =
                    basket.pricesIncludeTax() ? taxable.subtract(line.tax().amount()) : taxable;
            BigDecimal off =
                    net.multiply(line.taxRate()).subtract(line.tax().amount()).abs();
            assertTrue(off.compareTo(HALF_CENT.multiply(BigDecimal.ONE.add(line.taxRate()))) <= 0, line::toString);
            assertTrue(taxable.signum() >= 0, line::toString);
        }
    }

    /** What was kept computes to itself, and twice the same. */
    @Property
    void aCalculationCanBeDoneAgain(@ForAll("baskets") Basket basket) {
        Calculation calculation = Pricing.price(basket);
        assertEquals(calculation, calculation.again());
    }

    /** A net price with its tax on top is a gross price that contains the same tax. */
    @Property
    void includedAndAddedTaxAgree(
            @ForAll @IntRange(max = 999_999_999) int cents, @ForAll @IntRange(max = 99_999) int rate) {
        BigDecimal share = BigDecimal.valueOf(rate, 4);
        Money net = new Money(BigDecimal.valueOf(cents, 2), EUR);
        Money tax = net.addedTax(share);
        assertEquals(tax, net.plus(tax).includedTax(share));
    }

    @Provide
    Arbitrary<Basket> baskets() {
        Arbitrary<Basket.Item> items = Combinators.combine(
                        Arbitraries.integers().between(0, 9_999_999),
                        Arbitraries.integers().between(1, 20_000),
                        Arbitraries.of("0", "0.05", "0.07", "0.135", "0.19", "0.23", "0.2550", "1.1"))
                .as((price, thousandths, rate) -> item(
                        BigDecimal.valueOf(price, 4).toPlainString(),
                        BigDecimal.valueOf(thousandths, 3).toPlainString(),
                        rate));
        return Combinators.combine(
                        items.list().ofMaxSize(20),
                        Arbitraries.integers().between(0, 100),
                        Arbitraries.integers().between(0, 1_000),
                        Arbitraries.of(true, false))
                .as(PricingTest::basket);
    }

    private static Basket basket(List<Basket.Item> items, int percentOff, int fee, boolean gross) {
        Basket goods = Basket.of(items, EUR, gross);
        Money subtotal = Pricing.price(goods).totals().subtotal();
        Money discount = Money.rounded(subtotal.amount().multiply(BigDecimal.valueOf(percentOff, 2)), EUR);
        return goods.lessBy(discount)
                .deliveredFor(
                        new Basket.Fee(new Money(BigDecimal.valueOf(fee, 2), EUR), "STANDARD", new BigDecimal("0.19")));
    }

    private static Money sum(List<Money> amounts) {
        return IntStream.range(0, amounts.size()).mapToObj(amounts::get).reduce(Money.zero(EUR), Money::plus);
    }

    private static TaxLine taxLine(String rate, String base, String tax) {
        return new TaxLine(new BigDecimal(rate), euros(base), euros(tax));
    }

    private static Money euros(String amount) {
        return Money.of(amount, "EUR");
    }

    private static Basket.Item item(String price, String quantity, String rate) {
        return new Basket.Item(
                new ProductId(UUID.randomUUID()),
                Quantity.of(quantity),
                Money.of(price, "EUR"),
                "STANDARD",
                new BigDecimal(rate));
    }
}
