package aisle.platform.limits;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import aisle.kernel.DomainError;
import aisle.kernel.ErrorCode;
import aisle.platform.crypto.Sealing;
import aisle.platform.db.Database;
import aisle.platform.limits.StrictPolicy.Scope;
import aisle.platform.time.Time;
import aisle.testing.AisleTest;
import aisle.testing.Crowd;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The strict limits on PostgreSQL, each with addresses and accounts of its own and a clock that the test moves. */
@AisleTest
class StrictLimitsTest {
    private static final String ADDRESS = "2001:db8:%x:%x::1";

    @Inject
    Database database;

    @Inject
    Sealing sealing;

    @Inject
    LimitMetrics metrics;

    private final Time time = new Time();
    private Instant now = Instant.parse("2026-11-27T08:00:00Z");
    private final String account = UUID.randomUUID() + "@shop.example";
    private final String address = address();

    /** Of a network that no other test uses. */
    private static String address() {
        UUID random = UUID.randomUUID();
        return ADDRESS.formatted(random.getLeastSignificantBits() & 0xffff, random.getMostSignificantBits() & 0xffff);
    }

    /** Each is another node: they share nothing but the database. */
    private StrictLimits node() {
        time.use(() -> now);
        return new StrictLimits(false, new PostgresQuotas(database, time), sealing, metrics);
    }

    private static DomainError refused(Runnable attempt) {
        DomainError refusal = assertThrows(DomainError.class, attempt::run);
        assertEquals(ErrorCode.RATE_LIMITED, refusal.code());
        return refusal;
    }

    private void failAtAddress(int times) {
        for (int i = 0; i < times; i++) {
            node().countAccount(StrictPolicy.SIGN_IN, address, account);
        }
    }

    @Test
    void oneAddressMayTryAnAccountTenTimes() {
        failAtAddress(10);
        DomainError refusal = refused(() -> node().countAccount(StrictPolicy.SIGN_IN, address, account));
        assertEquals("sign-in", refusal.details().get("policy"));
        assertEquals(900L, refusal.details().get(StrictLimits.RETRY_AFTER_SECONDS));

        now = now.plus(Duration.ofMinutes(15)).minusMillis(1);
        assertEquals(
                1L,
                refused(() -> node().countAccount(StrictPolicy.SIGN_IN, address, account))
                        .details()
                        .get(StrictLimits.RETRY_AFTER_SECONDS));
        now = now.plusMillis(1);
        assertDoesNotThrow(() -> failAtAddress(10));
    }

    @Test
    void theOwnerElsewhereIsNotKeptOut() {
        failAtAddress(10);
        refused(() -> node().countAccount(StrictPolicy.SIGN_IN, address, account));
        assertDoesNotThrow(() -> node().countAccount(StrictPolicy.SIGN_IN, address(), account));
        assertDoesNotThrow(() -> node().countAccount(StrictPolicy.SIGN_IN, address, "other-" + account));
    }

    @Test
    void anAccountThatManyNetworksTryIsClosedForAnHourAtMost() {
        for (int i = 0; i < 100; i++) {
            node().countAccount(StrictPolicy.SIGN_IN, address(), account);
        }
        refused(() -> node().countAccount(StrictPolicy.SIGN_IN, address(), account));
        now = now.plus(Duration.ofHours(1));
        assertDoesNotThrow(() -> node().countAccount(StrictPolicy.SIGN_IN, address(), account));
    }

    @Test
    void whoKnowsThePasswordIsNeverCountedOut() {
        for (int i = 0; i < 150; i++) {
            StrictLimits node = node();
            node.countAddress(StrictPolicy.SIGN_IN, address);
            node.countAccount(StrictPolicy.SIGN_IN, address, account);
            node.forgive(StrictPolicy.SIGN_IN, address, account);
        }
        assertEquals(99, remaining(node().countAddress(StrictPolicy.SIGN_IN, address)));
    }

    @Test
    void nothingIsGivenBackThatWasNotTaken() {
        node().forgive(StrictPolicy.SIGN_IN, address, account);
        assertEquals(99, remaining(node().countAddress(StrictPolicy.SIGN_IN, address)));
        node().forgive(StrictPolicy.SIGN_IN, address, account);
        node().forgive(StrictPolicy.SIGN_IN, address, account);
        assertEquals(99, remaining(node().countAddress(StrictPolicy.SIGN_IN, address)));
    }

    private static long remaining(Allowance allowance) {
        assertNotNull(allowance);
        return allowance.remaining();
    }

    /** The first ones race to make the row, the others to count in it. */
    @Test
    void aCrowdOnManyNodesGetsTheQuotaAndNotOneMore() {
        long allowed = Crowd.atOnce(40, number -> () -> {
                    StrictLimits node = node();
                    int passed = 0;
                    for (int i = 0; i < 5; i++) {
                        try {
                            node.countAddress(StrictPolicy.SIGN_IN, address);
                            passed++;
                        } catch (DomainError refusal) {
                            assertEquals(ErrorCode.RATE_LIMITED, refusal.code());
                        }
                    }
                    return passed;
                })
                .stream()
                .mapToInt(Integer::intValue)
                .sum();
        assertEquals(StrictPolicy.SIGN_IN.quota(Scope.ADDRESS).count(), allowed);
    }

    /** Counts of now, of the suite's other tests, are long over by this clock. */
    @Test
    void countsThatAreOverAreRemoved() {
        now = Instant.parse("2190-01-01T00:00:00Z");
        StrictLimitExpiry expiry = new StrictLimitExpiry(time);
        node().countAddress(StrictPolicy.SIGN_IN, address);
        removeAllExpired(expiry);
        assertEquals(1, count());
        now = now.plus(Duration.ofMinutes(10));
        removeAllExpired(expiry);
        assertEquals(0, count());
    }

    private void removeAllExpired(StrictLimitExpiry expiry) {
        boolean more = true;
        while (more) {
            more = database.transaction(expiry::removeBatch);
        }
    }

    private long count() {
        return database.read(handle -> handle.createQuery("SELECT count(*) FROM strict_limit")
                .mapTo(Long.class)
                .one());
    }

    @Test
    void neitherAddressNorAccountStandsInTheTable() {
        failAtAddress(1);
        boolean inTheClear = database.read(handle -> handle.createQuery(
                        "SELECT EXISTS (SELECT 1 FROM strict_limit WHERE key LIKE '%shop.example%' OR key LIKE '%2001:%')")
                .mapTo(Boolean.class)
                .one());
        assertFalse(inTheClear);
    }

    @Test
    void offMeansThatNothingIsCounted() {
        StrictLimits off = new StrictLimits(true, new PostgresQuotas(database, time), sealing, metrics);
        for (int i = 0; i < 200; i++) {
            assertNull(off.countAddress(StrictPolicy.SIGN_IN, address));
            off.countAccount(StrictPolicy.SIGN_IN, address, account);
        }
    }
}
