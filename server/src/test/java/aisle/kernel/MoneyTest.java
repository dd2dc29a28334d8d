package aisle.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
}
