package aisle.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.Currency;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

class MoneyTest {
    @ParameterizedTest
    @CsvSource({
        "1.99, 1, 1.99",
        "1.99, 0.333, 0.66",
        "0.05, 0.1, 0.01",
        "2.49, 1.5, 3.74",
        "0.0100, 0.5, 0.01",
        "0.0099, 0.5, 0.00"
    })
    void aQuantityIsPricedHalfUp(String price, String quantity, String expected) {
        assertEquals(Money.of(expected, "USD"), Money.of(price, "USD").times(Quantity.of(quantity)));
    }

    @ParameterizedTest
    @CsvSource({"1.23, 0.23, 0.23", "10.00, 0.135, 1.19", "0.99, 0, 0.00", "100.00, 0.20, 16.67"})
    void includedTaxIsWhatRemainsOfGrossOverNet(String gross, String rate, String tax) {
        assertEquals(Money.of(tax, "EUR"), Money.of(gross, "EUR").includedTax(new BigDecimal(rate)));
    }

    @Test
    void amountsCarryTheirCurrencysDigits() {
        assertEquals("12.90 USD", Money.of("12.9", "USD").toString());
        assertEquals("1200 JPY", Money.of("1200", "JPY").toString());
        assertEquals("1.500 KWD", Money.of("1.5", "KWD").toString());
        assertEquals("0.1234 USD", Money.of("0.1234", "USD").toString());
    }

    @Test
    void moreThanFourDecimalsAndMixedCurrenciesAreRefused() {
        assertThrows(ArithmeticException.class, () -> Money.of("0.12345", "USD"));
        assertThrows(IllegalArgumentException.class, () -> Money.of("1", "USD").plus(Money.of("1", "EUR")));
    }

    @ParameterizedTest
    @CsvFileSource(resources = "/money/rounding-half-up.csv")
    void roundsAsPublished(String value, String expected) {
        Currency yen = Currency.getInstance("JPY");
        assertEquals(Money.of(expected, "JPY"), Money.rounded(new BigDecimal(value), yen));
    }

    @ParameterizedTest
    @CsvFileSource(resources = "/money/equal-shares.csv")
    void splitsAsPublished(String amount, String expected) {
        List<Money> shares = Stream.of(expected.split(" "))
                .map(share -> Money.of(share, "JPY"))
                .toList();
        assertEquals(shares, Money.of(amount, "JPY").shares(Collections.nCopies(shares.size(), BigDecimal.ONE)));
    }

    /** Nothing is lost, nobody is off by a whole unit, and who weighs nothing gets nothing. */
    @Property
    void sharesAreTheWholeAndFair(
            @ForAll @IntRange(min = -99_999_999, max = 99_999_999) int cents,
            @ForAll @Size(min = 1, max = 30) List<@IntRange(max = 99_999) Integer> weights) {
        Money all = new Money(BigDecimal.valueOf(cents, 2), Currency.getInstance("EUR"));
        List<Money> shares =
                all.shares(weights.stream().map(BigDecimal::valueOf).toList());
        assertEquals(all, shares.stream().reduce(Money.zero(all.currency()), Money::plus));
        BigDecimal sum = weights.stream().map(BigDecimal::valueOf).reduce(BigDecimal.ZERO, BigDecimal::add);
        for (int i = 0; sum.signum() > 0 && i < shares.size(); i++) {
            BigDecimal exact = all.amount().multiply(BigDecimal.valueOf(weights.get(i)));
            BigDecimal off =
                    shares.get(i).amount().multiply(sum).subtract(exact).abs();
            assertTrue(off.compareTo(sum.multiply(new BigDecimal("0.01"))) < 0);
            assertTrue(weights.get(i) != 0 || shares.get(i).isZero());
        }
    }
}
