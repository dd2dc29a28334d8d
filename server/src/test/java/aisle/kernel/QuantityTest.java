package aisle.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class QuantityTest {
    @Test
    void equalAmountsAreEqualHoweverTheyWereWritten() {
        assertEquals(Quantity.of("1.5"), Quantity.of("1.500"));
        assertEquals("1.5", Quantity.of("1.500").toString());
        assertEquals("100", Quantity.of("100").toString());
        assertEquals("0", Quantity.of("0.000").toString());
    }

    @Test
    void onlyPiecesMustBeWhole() {
        assertTrue(Quantity.of(2).fits(Unit.EACH));
        assertFalse(Quantity.of("0.5").fits(Unit.EACH));
        assertTrue(Quantity.of("0.5").fits(Unit.KG));
        assertFalse(Quantity.ZERO.fits(Unit.KG));
        assertFalse(Quantity.of(-1).fits(Unit.EACH));
    }

    @Test
    void moreThanThreeDecimalsAreRefused() {
        assertThrows(ArithmeticException.class, () -> Quantity.of("0.0001"));
    }
}
