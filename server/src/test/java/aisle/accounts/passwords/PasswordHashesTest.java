package aisle.accounts.passwords;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aisle.kernel.DomainError;
import aisle.kernel.ErrorCode;
import aisle.platform.config.AisleConfig.PasswordHashKind;
import aisle.platform.time.Secrets;
import io.quarkus.elytron.security.common.BcryptUtil;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordHashesTest {
    private static final int PERMITS = 2;
    private static final String PASSWORD = "a long enough password";

    private final PasswordHashes passwords = hashes(PasswordHashKind.BCRYPT, 4, 8192);

    private static PasswordHashes hashes(PasswordHashKind kind, int cost, int memory) {
        return new PasswordHashes(
                PasswordHashes.bcrypt(cost), new Argon2id(memory, 1, new Secrets()), kind, PERMITS, Duration.ZERO);
    }

    @Test
    void aPasswordMatchesItsHashOnly() {
        PasswordHash hash = hash(PASSWORD);
        assertTrue(hash.text().startsWith("$2a$04$"), hash.text());
        assertTrue(passwords.matches(PASSWORD, hash));
        assertFalse(passwords.matches(PASSWORD + "!", hash));
        assertFalse(passwords.matches("", hash));
        assertFalse(passwords.matches(PASSWORD, null));
        assertNotEquals(hash, hash(PASSWORD));
        assertFalse(hash.toString().contains(hash.text()));
    }

    @ParameterizedTest
    @EnumSource
    void whatFollows72BytesIsNotIgnored(PasswordHashKind kind) {
        PasswordHashes some = hashes(kind, 4, 8192);
        for (int length : new int[] {71, 72, 73, 128}) {
            String password = "x".repeat(length);
            PasswordHash hash = some.hashAgain(password);
            assertTrue(some.matches(password, hash));
            assertFalse(some.matches("x".repeat(length - 1), hash));
            assertFalse(some.matches(password + "x", hash));
            assertFalse(some.isOutdated(hash));
        }
    }

    /** Whoever knows the stored hash of a long password cannot sign in with what went into bcrypt. */
    @Test
    void theDigestOfALongPasswordIsNoPassword() {
        PasswordHash hash = passwords.hashAgain("x".repeat(100));
        assertTrue(hash.text().startsWith(Bcrypt.DIGESTED + "$2a$04$"), hash.text());
        PasswordHash plain = new PasswordHash(hash.text().substring(Bcrypt.DIGESTED.length()));
        assertFalse(passwords.matches("x".repeat(100), plain));
        assertFalse(passwords.matches("x".repeat(72), plain));
    }

    @Test
    void theSamePasswordFromAnotherKeyboardMatches() {
        assertTrue(passwords.matches("Cafe\u0301 \uff11\uff12\uff13\uff14", hash("Caf\u00e9 1234")));
    }

    @Test
    void aHashOfWhatWasTypedBeforeStillMatches() {
        PasswordHash earlier = new PasswordHash(BcryptUtil.bcryptHash("Cafe\u0301 and so on", 4));
        assertTrue(passwords.matches("Cafe\u0301 and so on", earlier));
        assertFalse(passwords.matches("Cafe\u0301 and so forth", earlier));
    }

    @Test
    void aHashOfAnotherKindOrCostMatchesAndIsOutdated() {
        PasswordHashes argon = hashes(PasswordHashKind.ARGON2ID, 4, 8192);
        PasswordHash bcrypt = hash(PASSWORD);
        PasswordHash argon2id = argon.hashAgain(PASSWORD);
        assertTrue(argon2id.text().startsWith("$argon2id$v=19$m=8192,t=1,p=1$"), argon2id.text());
        for (PasswordHashes any : List.of(passwords, argon)) {
            for (PasswordHash hash : List.of(bcrypt, argon2id)) {
                assertTrue(any.matches(PASSWORD, hash));
                assertFalse(any.matches(PASSWORD + "!", hash));
                assertEquals((any == passwords) != (hash == bcrypt), any.isOutdated(hash));
            }
        }
        assertTrue(hashes(PasswordHashKind.BCRYPT, 5, 8192).isOutdated(bcrypt));
        assertTrue(hashes(PasswordHashKind.ARGON2ID, 4, 9216).isOutdated(argon2id));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1234567",
                "😀😀😀😀😀😀😀",
                "sunshine1",
                "SUNSHINE1",
                "zzzzzzzzzzzz",
                "ann@shop.example",
                "tab\tbed words"
            })
    void whatMayNotBeChosenIsNotHashed(String password) {
        assertEquals(ErrorCode.VALIDATION_ERROR, refusal(() -> hash(password)));
    }

    @Test
    void oneMayChooseWhateverElseOneLikes() {
        for (String password :
                List.of("1234567!", "correct horse", "😀".repeat(7) + "!", "пароль на склад", "x y".repeat(42))) {
            assertTrue(passwords.matches(password, hash(password)));
        }
    }

    private PasswordHash hash(String password) {
        return passwords.hash("password", password, "Ann@shop.example");
    }

    @Test
    void whoFindsNoPermitIsAskedToComeBack() throws Exception {
        CountDownLatch taken = new CountDownLatch(PERMITS);
        CountDownLatch done = new CountDownLatch(1);
        PasswordHash hash = hash(PASSWORD);
        try (ExecutorService threads = Executors.newCachedThreadPool()) {
            Future<?> first = threads.submit(() -> passwords.inTurn(() -> hold(taken, done)));
            Future<?> second = threads.submit(() -> passwords.inTurn(() -> hold(taken, done)));
            taken.await();
            assertEquals(ErrorCode.SERVER_BUSY, refusal(() -> passwords.matches(PASSWORD, hash)));
            assertEquals(ErrorCode.SERVER_BUSY, refusal(() -> passwords.matches(PASSWORD, null)));
            assertEquals(ErrorCode.SERVER_BUSY, refusal(() -> hash(PASSWORD)));
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
        assertTrue(passwords.matches(PASSWORD, hash(PASSWORD)));
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 32})
    void aCostThatBcryptDoesNotKnowIsRefusedAtStart(int cost) {
        assertThrows(IllegalArgumentException.class, () -> PasswordHashes.bcrypt(cost));
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
