package aisle.orders;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aisle.platform.time.Secrets;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OrderNumbersTest {
    private static final String CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ*~$=U";

    @Test
    void numbersCarryCrockfordsCheckSymbol() {
        OrderNumbers numbers = new OrderNumbers(new Secrets());
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < 2_000; i++) {
            String number = numbers.next();
            assertTrue(number.matches("A-[0-9A-HJKMNP-TV-Z]{8}[0-9A-HJKMNP-TV-ZU]"), number);
            long value = 0;
            for (char digit : number.substring(2, 10).toCharArray()) {
                value = value * 32 + CROCKFORD.indexOf(digit);
            }
            assertEquals(CROCKFORD.charAt((int) (value % 37)), number.charAt(10), number);
            seen.add(number);
        }
        assertEquals(2_000, seen.size());
    }
}
