package aisle.accounts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aisle.kernel.DomainError;
import aisle.kernel.ErrorCode;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordHashesTest {
    private static final int PERMITS = 2;
    private static final String PASSWORD = "a long enough password";

    private final PasswordHashes passwords = new PasswordHashes(4, PERMITS, Duration.ZERO);

    @Test
    void aPasswordMatchesItsHashOnly() {
        PasswordHash hash = passwords.hash(PASSWORD);
        assertTrue(hash.text().startsWith("$2a$04$"), hash.text());
        assertTrue(passwords.matches(PASSWORD, hash));
        assertFalse(passwords.matches(PASSWORD + "!", hash));
        assertFalse(passwords.matches("", hash));
        assertFalse(passwords.matches(PASSWORD, null));
        assertNotEquals(hash, passwords.hash(PASSWORD));
        assertFalse(hash.toString().contains(hash.text()));
    }

    @Test
    void whatFollows72BytesIsNotIgnored() {
        String longest = "x".repeat(PasswordHashes.MAX_BYTES);
        assertFalse(passwords.matches(longest + "y", passwords.hash(longest)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "123456789", "😀😀😀😀😀😀😀😀😀"})
    void lessThanTenCharactersAreTooShort(String password) {
        assertEquals(ErrorCode.VALIDATION_ERROR, refusal(() -> passwords.hash(password)));
    }

    @Test
    void moreThan72BytesAreTooLong() {
        assertEquals(ErrorCode.VALIDATION_ERROR, refusal(() -> passwords.hash("x".repeat(73))));
        assertEquals(ErrorCode.VALIDATION_ERROR, refusal(() -> passwords.hash("é".repeat(37))));
    }

    @Test
    void whoFindsNoPermitIsAskedToComeBack() throws Exception {
        CountDownLatch taken = new CountDownLatch(PERMITS);
        CountDownLatch done = new CountDownLatch(1);
        PasswordHash hash = passwords.hash(PASSWORD);
        try (ExecutorService threads = Executors.newCachedThreadPool()) {
            Future<?> first = threads.submit(() -> passwords.inTurn(() -> hold(taken, done)));
            Future<?> second = threads.submit(() -> passwords.inTurn(() -> hold(taken, done)));
            taken.await();
            assertEquals(ErrorCode.SERVER_BUSY, refusal(() -> passwords.matches(PASSWORD, hash)));
            assertEquals(ErrorCode.SERVER_BUSY, refusal(() -> passwords.matches(PASSWORD, null)));
            assertEquals(ErrorCode.SERVER_BUSY, refusal(() -> passwords.hash(PASSWORD)));
            done.countDown();
            first.get();
            second.get();
        }
        assertTrue(passwords.matches(PASSWORD, hash));
    }

    @Test
    void aFailureGivesThePermitBack() {
        for (int i = 0; i <= PERMITS; i++) {
            assertThrows(
                    IllegalStateException.class,
                    () -> passwords.inTurn(() -> {
                        throw new IllegalStateException("broken");
                    }));
        }
        assertTrue(passwords.matches(PASSWORD, passwords.hash(PASSWORD)));
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 32})
    void aCostThatBcryptDoesNotKnowIsRefusedAtStart(int cost) {
        assertThrows(IllegalArgumentException.class, () -> new PasswordHashes(cost, PERMITS, Duration.ZERO));
    }

    private static boolean hold(CountDownLatch taken, CountDownLatch done) {
        taken.countDown();
        try {
            done.await();
            return true;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ErrorCode refusal(Runnable work) {
        return assertThrows(DomainError.class, work::run).code();
    }
}
