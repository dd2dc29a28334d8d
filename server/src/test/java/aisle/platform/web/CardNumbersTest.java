package aisle.platform.web;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class CardNumbersTest {
    @Test
    void onlyWhatCouldBeACardNumberLooksLikeOne() {
        for (String card :
                List.of("4111111111111111", "4111 1111 1111 1111", "tok_4222222222222", "6304000000000000")) {
            assertTrue(CardNumbers.isIn(card), card);
        }
        for (String other : List.of(
                "4111111111111112",
                "4242",
                "41111111111",
                "pm_1QyxZ2LkdIwHu7ixraBxsnDb",
                "41111111111111111111111",
                "4111  1111  1111  1111",
                "x4111111111111111",
                "00000000-0000-0000-0000-000000000000",
                "")) {
            assertFalse(CardNumbers.isIn(other), other);
        }
    }
}
