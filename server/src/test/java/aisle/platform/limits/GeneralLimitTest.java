package aisle.platform.limits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aisle.platform.config.Quota;
import aisle.platform.config.Quotas;
import aisle.testing.Crowd;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class GeneralLimitTest {
    private final MovableClock clock = new MovableClock();

    private GeneralLimit limit(String quotas) {
        return new GeneralLimit(Quotas.parse(quotas), clock);
    }

    @Test
    void countsDownAndSaysWhenTheFullQuotaIsBack() {
        GeneralLimit limit = limit("3 per minute");
        assertEquals(List.of(new Allowance(true, 2, Duration.ofSeconds(60))), limit.take("ann"));
        clock.advance(Duration.ofSeconds(18));
        assertEquals(List.of(new Allowance(true, 1, Duration.ofSeconds(42))), limit.take("ann"));
        assertEquals(List.of(new Allowance(true, 0, Duration.ofSeconds(42))), limit.take("ann"));
        assertEquals(List.of(new Allowance(false, 0, Duration.ofSeconds(42))), limit.take("ann"));
        clock.advance(Duration.ofSeconds(42).minusNanos(1));
        assertFalse(limit.take("ann").getLast().allowed());
        clock.advance(Duration.ofNanos(1));
        assertEquals(List.of(new Allowance(true, 2, Duration.ofSeconds(60))), limit.take("ann"));
    }

    @Test
    void countsEachCallerAlone() {
        GeneralLimit limit = limit("1 per minute");
        assertTrue(limit.take("ann").getLast().allowed());
        assertTrue(limit.take("bob").getLast().allowed());
        assertFalse(limit.take("ann").getLast().allowed());
    }

    @Test
    void aCallerMayHaveQuotasOfItsOwn() {
        GeneralLimit limit = limit("1 per second");
        List<Quota> own = List.of(new Quota(2, Duration.ofMinutes(1)));
        assertEquals(List.of(new Allowance(true, 1, Duration.ofSeconds(60))), limit.take("key 2", own));
        clock.advance(Duration.ofSeconds(30));
        assertTrue(limit.take("key 2", own).getLast().allowed());
        assertFalse(limit.take("key 2", own).getLast().allowed());
        assertTrue(limit.take("ann").getLast().allowed());
    }

    @Test
    void everyQuotaOfAListHoldsAndARefusalUsesUpNone() {
        GeneralLimit limit = limit("3 per day, 2 per hour");
        limit.take("ann");
        limit.take("ann");
        for (int i = 0; i < 10; i++) {
            List<Allowance> refused = limit.take("ann");
            assertTrue(refused.getFirst().allowed());
            assertFalse(refused.getLast().allowed());
        }
        clock.advance(Duration.ofHours(1));
        assertTrue(limit.take("ann").getLast().allowed());
        List<Allowance> refused = limit.take("ann");
        assertEquals(1, refused.size());
        assertEquals(new Allowance(false, 0, Duration.ofHours(23)), refused.getFirst());
    }

    @Test
    void aCrowdGetsTheQuotaAndNotOneMore() {
        GeneralLimit limit = limit("100 per minute");
        AtomicInteger allowed = new AtomicInteger();
        Crowd.atOnce(16, number -> () -> {
            for (int i = 0; i < 50; i++) {
                if (limit.take("ann").getLast().allowed()) {
                    allowed.incrementAndGet();
                }
            }
            return true;
        });
        assertEquals(100, allowed.get());
    }

    @Test
    void secondsAreRoundedUp() {
        assertEquals(43, new Allowance(false, 0, Duration.ofMillis(42_001)).secondsUntilReset());
        assertEquals(42, new Allowance(false, 0, Duration.ofMillis(42_000)).secondsUntilReset());
        assertEquals(1, new Allowance(false, 0, Duration.ZERO).secondsUntilReset());
    }

    @Test
    void anIpv6NetworkIsOneCaller() {
        assertEquals(CallerKeys.network("2001:db8:1:2::1"), CallerKeys.network("2001:db8:1:2:ffff:ffff:ffff:ffff"));
        assertFalse(CallerKeys.network("2001:db8:1:2::1").equals(CallerKeys.network("2001:db8:1:3::1")));
        assertEquals("192.0.2.7", CallerKeys.network("192.0.2.7"));
        assertEquals("unknown", CallerKeys.network("no address"));
    }
}
