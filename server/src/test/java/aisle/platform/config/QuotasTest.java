package aisle.platform.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuotasTest {
    @Test
    void readsOneLimit() {
        List<Quota> perMinute = List.of(new Quota(300, Duration.ofMinutes(1)));
        assertEquals(perMinute, Quotas.parse("300 per minute"));
        assertEquals(perMinute, Quotas.parse(" 300/minute "));
        assertEquals(perMinute, Quotas.parse("300 Per Minutes"));
        assertEquals(List.of(new Quota(10, Duration.ofHours(2))), Quotas.parse("10 per 2 hours"));
        assertEquals(List.of(new Quota(10, Duration.ofHours(2))), Quotas.parse("10/2hours"));
    }

    @Test
    void readsListsWithEitherSeparator() {
        List<Quota> both = List.of(new Quota(200, Duration.ofDays(1)), new Quota(50, Duration.ofHours(1)));
        assertEquals(both, Quotas.parse("200 per day, 50 per hour"));
        assertEquals(both, Quotas.parse("200 per day;50 per hour"));
    }

    @Test
    void offIsNoLimit() {
        assertEquals(List.of(), Quotas.parse(" OFF "));
        assertTrue(Quotas.isOff("off"));
        assertFalse(Quotas.isOff("300 per minute"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "300",
                "per minute",
                "0 per minute",
                "-1 per minute",
                "3.5 per minute",
                "300 per fortnight",
                "300 per 0 minutes",
                "300 per minute,",
                "300 per minute, 200 per minute",
                "300 per minute, off",
                "1 per 32 days",
                "99999999999 per minute",
                "300perminutely"
            })
    void refusesWhatIsNoLimit(String text) {
        assertThrows(IllegalArgumentException.class, () -> Quotas.parse(text));
    }
}
