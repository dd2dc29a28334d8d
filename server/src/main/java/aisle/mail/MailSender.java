package aisle.mail;

import aisle.platform.config.AisleConfig;
import aisle.platform.crypto.Sealing;
import aisle.platform.db.Database;
import aisle.platform.db.DatabaseUnavailable;
import aisle.platform.jobs.BackgroundPool;
import aisle.platform.json.Json;
import aisle.platform.time.Secrets;
import aisle.platform.time.Time;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Sends what is due, a few mails at once, on any number of nodes. An attempt is marked in a transaction of its own before it
 * begins and after it ended; nothing is open while a mail server thinks. Only when a process dies between the two marks, or
 * an attempt is broken off, does nobody know whether the mail went out: it is then sent again with the same message id, by
 * which a provider or a mailbox can tell.
 */
@Singleton
class MailSender {
    private static final Logger LOG = Logger.getLogger(MailSender.class);
    private static final Duration POLL = Duration.ofMillis(500);

    private static final Duration LONGEST_ATTEMPT = Duration.ofSeconds(100);

    /** Longer than any attempt, with time to note its end while the database is away for a moment. */
    private static final Duration LEASE = Duration.ofMinutes(3);

    private static final Duration PAUSE_WHILE_AWAY = Duration.ofSeconds(1);

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

    /** How long a cause is remembered. */
    private static final Duration MEMORY = Duration.ofDays(30);

    private static final Duration FORGETTING_EVERY = Duration.ofHours(1);
    private static final int FORGOTTEN_AT_ONCE = 1000;
    private static final String POSTPONED = "POSTPONED";

    private final MailDao dao;
    private final Database database;
    private final MailTemplates templates;
    private final Mailer mailer;
    private final Time time;
    private final Secrets secrets;
    private final MeterRegistry metrics;
    private final boolean serving;
    private final BackgroundPool pool;
    private volatile Instant forgetAfter = Instant.MIN;

    MailSender(
            Sealing sealing,
            Json json,
            Database database,
            MailTemplates templates,
            Mailer mailer,
            Time time,
            Secrets secrets,
            MeterRegistry metrics,
            AisleConfig config,
            @ConfigProperty(name = "quarkus.http.host-enabled", defaultValue = "true") boolean serving) {
        this.dao = new MailDao(sealing, json);
        this.database = database;
        this.templates = templates;
        this.mailer = new PatientMailer(mailer, LONGEST_ATTEMPT);
        this.time = time;
        this.secrets = secrets;
        this.metrics = metrics;
        for (MailKind kind : MailKind.values()) {
            counter(kind.name(), POSTPONED);
            for (MailDao.Outcome outcome : MailDao.Outcome.values()) {
                counter(kind.name(), outcome.name());
            }
        }
        this.serving = serving;
        this.pool = new BackgroundPool("mail-sender", POLL, config.mail().concurrency(), this::next);
    }

    /** Not in a command, which may know nothing of the mail server. */
    void start(@Observes StartupEvent event) {
        if (serving) {
            pool.start();
        }
    }

    void stop(@Observes ShutdownEvent event) {
        pool.stop();
    }

    /** Sends one mail; false when none is due. */
    boolean sendNext() {
        Runnable sending = next();
        if (sending != null) {
            sending.run();
        }
        return sending != null;
    }

    /** Takes the next mail that is due; what is answered sends it. Null when none is. */
    private @Nullable Runnable next() {
        Instant now = time.now();
        Instant leaseEnd = now.plus(LEASE);
        MailDao.Claimed mail = database.transaction(tx -> dao.claim(tx, now, leaseEnd));
        if (mail == null) {
            forgetOld(now);
            return null;
        }
        return () -> {
            Runnable end = attempt(mail, now);
            noted(end, leaseEnd);
        };
    }

    /** Answers how to note what became of it. */
    private Runnable attempt(MailDao.Claimed mail, Instant now) {
        if (!now.isBefore(mail.expiresAt())) {
            return () -> finish(mail, MailDao.Outcome.EXPIRED, null);
        }
        try {
            mailer.send(templates.render(dao.open(mail)));
            return () -> finish(mail, MailDao.Outcome.SENT, null);
        } catch (MailFailure failure) {
            String reason = String.valueOf(failure.getMessage());
            return failure.isPermanent()
                    ? () -> finish(mail, MailDao.Outcome.REFUSED, reason)
                    : () -> postpone(mail, reason);
        }
    }

    /** A database that is away for a moment must not make a mail go out twice: while the mail is this process's, it waits. */
    private void noted(Runnable end, Instant leaseEnd) {
        while (true) {
            try {
                end.run();
                return;
            } catch (DatabaseUnavailable e) {
                if (!time.now().plus(PAUSE_WHILE_AWAY).isBefore(leaseEnd)) {
                    throw e;
                }
                pause(e);
            }
        }
    }

    private static void pause(DatabaseUnavailable reason) {
        try {
            Thread.sleep(PAUSE_WHILE_AWAY);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw reason;
        }
    }

    private void finish(MailDao.Claimed mail, MailDao.Outcome outcome, @Nullable String error) {
        database.transaction(tx -> {
            if (dao.finish(tx, mail, outcome, error, time.now())) {
                tx.afterCommit(() -> counter(mail.kind(), outcome.name()).increment());
            }
            return true;
        });
        if (outcome != MailDao.Outcome.SENT) {
            LOG.warnf(
                    "mail_not_sent id=%s kind=%s outcome=%s attempts=%d reason=%s",
                    mail.id(), mail.kind(), outcome, mail.attempt(), error);
        }
    }

    private void postpone(MailDao.Claimed mail, String error) {
        Instant next = time.now().plus(pause(mail.attempt()));
        database.transaction(tx -> {
            dao.postpone(tx, mail, next, error);
            tx.afterCommit(() -> counter(mail.kind(), POSTPONED).increment());
            return true;
        });
        LOG.warnf("mail_postponed id=%s kind=%s attempt=%d reason=%s", mail.id(), mail.kind(), mail.attempt(), error);
    }

    /** Twice as long each time, and up to half as much more, so that many mails do not come back together. */
    private Duration pause(int attempt) {
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(attempt - 1, 10));
        Duration capped = pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
        return capped.plusMillis(secrets.below((int) capped.toMillis() / 2));
    }

    private Counter counter(String kind, String outcome) {
        return Counter.builder("mails")
                .description("Attempts to send a mail, by how they ended")
                .tag("kind", MailKind.label(kind))
                .tag("outcome", outcome.toLowerCase(Locale.ROOT))
                .register(metrics);
    }

    private void forgetOld(Instant now) {
        if (now.isBefore(forgetAfter)) {
            return;
        }
        int deleted = database.transaction(tx -> dao.deleteFinished(tx, now.minus(MEMORY), FORGOTTEN_AT_ONCE));
        forgetAfter = deleted == FORGOTTEN_AT_ONCE ? now : now.plus(FORGETTING_EVERY);
    }
}
