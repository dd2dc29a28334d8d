package aisle.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aisle.platform.crypto.Sealing;
import aisle.platform.db.Database;
import aisle.platform.json.Json;
import aisle.testing.AisleTest;
import aisle.testing.Crowd;
import aisle.testing.Letters;
import aisle.testing.Waiting;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@AisleTest
class MailSenderTest {
    private static final Map<String, String> CODE = Map.of("code", "654321", "minutes", "10");

    @Inject
    Mails mails;

    @Inject
    MailSender sender;

    @Inject
    Database database;

    @Inject
    Sealing sealing;

    @Inject
    Json json;

    private static String address() {
        return UUID.randomUUID() + "@mail.example";
    }

    private static Mail mail(String cause, String to, Duration life) {
        return new Mail(
                cause, MailKind.REGISTRATION_CODE, null, to, CODE, Instant.now().plus(life));
    }

    private static Mail mail(String to) {
        return mail("test:" + UUID.randomUUID(), to, Duration.ofMinutes(10));
    }

    private void send(Mail mail) {
        database.transaction(tx -> {
            mails.send(tx, mail);
            return true;
        });
    }

    /** Outcome and attempts of a mail, and whether its content is still there. */
    private String state(Mail mail) {
        return database.read(handle -> handle.createQuery("""
                        SELECT concat_ws(' ', outcome, attempts, CASE WHEN content_enc IS NULL THEN 'empty' ELSE 'kept' END)
                        FROM mail WHERE cause = :cause
                        """)
                .bind("cause", mail.cause())
                .mapTo(String.class)
                .one());
    }

    private void awaitState(Mail mail, String state) {
        Waiting.until(state, () -> state(mail).equals(state));
    }

    @Test
    void aMailIsSentOnceAndThenForgotten() {
        String to = address();
        Mail mail = mail(to);

        send(mail);
        send(mail);

        assertEquals("654321", Letters.await(to, 1).code());
        awaitState(mail, "SENT 1 empty");
        send(mail);
        assertEquals("SENT 1 empty", state(mail));
        assertEquals(1, Letters.to(to).size());
    }

    @Test
    void whatIsRolledBackIsNotSent() {
        String to = address();

        assertThrows(
                IllegalStateException.class,
                () -> database.transaction(tx -> {
                    mails.send(tx, mail(to));
                    throw new IllegalStateException("no");
                }));
        String later = address();
        send(mail(later));

        Letters.await(later, 1);
        assertEquals(List.of(), Letters.to(to));
    }

    @Test
    void manySendersShareTheWork() {
        List<Mail> all = java.util.stream.Stream.generate(() -> mail(address()))
                .limit(40)
                .toList();
        database.transaction(tx -> {
            all.forEach(mail -> mails.send(tx, mail));
            return true;
        });

        Crowd.atOnce(8, i -> () -> {
            while (sender.sendNext()) {
                // Until nothing is left.
            }
            return true;
        });

        all.forEach(mail -> awaitState(mail, "SENT 1 empty"));
    }

    @Test
    void aMailThatComesTooLateIsNotSent() {
        String to = address();
        Mail late = mail("test:" + UUID.randomUUID(), to, Duration.ofMinutes(-1));

        send(late);

        awaitState(late, "EXPIRED 1 empty");
        assertEquals(List.of(), Letters.to(to));
    }

    @ParameterizedTest
    @ValueSource(strings = {"kind = 'OF_TOMORROW'", "content_enc = '\\x00'"})
    void aMailThatCannotBeReadHoldsUpNoOther(String damage) {
        String to = address();
        Mail unreadable = mail(to);
        Mail behind = mail(address());
        database.transaction(tx -> {
            mails.send(tx, unreadable);
            mails.send(tx, behind);
            return tx.handle()
                    .createUpdate("UPDATE mail SET " + damage + ", next_attempt_at = :long WHERE cause = :cause")
                    .bind("long", Instant.now().minus(Duration.ofDays(1)))
                    .bind("cause", unreadable.cause())
                    .execute();
        });

        awaitState(behind, "SENT 1 empty");
        assertEquals("1 kept", state(unreadable));
        assertEquals(List.of(), Letters.to(to));
    }

    @Test
    void anAddressThatNobodyCanHaveIsGivenUp() {
        Mail mail = mail("nobody at all");

        send(mail);

        awaitState(mail, "REFUSED 1 empty");
    }

    @Test
    void whoDiedAfterTheFirstMarkIsFollowedAndHasNoSayAnyMore() {
        MailDao dao = new MailDao(sealing, json);
        String to = address();
        Mail mail = mail(to);
        Instant now = Instant.now();
        MailDao.Claimed dead = database.transaction(tx -> {
            mails.send(tx, mail);
            // The oldest of all, so that this very mail is claimed; its lease is over at once.
            tx.handle()
                    .createUpdate("UPDATE mail SET next_attempt_at = :long WHERE cause = :cause")
                    .bind("long", now.minus(Duration.ofDays(1)))
                    .bind("cause", mail.cause())
                    .execute();
            return dao.claim(tx, now, now);
        });

        assertEquals(to, dao.open(dead).content().to());
        assertEquals(1, dead.attempt());
        awaitState(mail, "SENT 2 empty");
        boolean heard =
                database.transaction(tx -> dao.finish(tx, dead, MailDao.Outcome.REFUSED, "too late", Instant.now()));
        assertFalse(heard);
        assertEquals("SENT 2 empty", state(mail));
        assertTrue(Letters.to(to).getFirst().id().contains(dead.id().toString()));
    }
}
