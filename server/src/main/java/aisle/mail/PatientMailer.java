package aisle.mail;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Bounds a whole attempt. A mail server may answer each command just before its time is up, or trickle its lines, and so
 * take many times as long as any single time limit says: by then another process would have the mail, and it would go out
 * twice.
 */
final class PatientMailer implements Mailer {
    private final Mailer mailer;
    private final Duration longest;

    PatientMailer(Mailer mailer, Duration longest) {
        this.mailer = mailer;
        this.longest = longest;
    }

    @Override
    public void send(OutgoingMail mail) {
        FutureTask<Boolean> attempt = new FutureTask<>(() -> {
            mailer.send(mail);
            return true;
        });
        Thread.ofVirtual().name("mail-attempt").start(attempt);
        try {
            attempt.get(longest.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            // Interrupts the thread, by which the connection that it waits on is closed.
            attempt.cancel(true);
            throw MailFailure.temporary("the mail server took longer than " + longest.toSeconds() + " s");
        } catch (InterruptedException e) {
            attempt.cancel(true);
            Thread.currentThread().interrupt();
            throw MailFailure.temporary("the server stops");
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case RuntimeException failure -> throw failure;
                case Error error -> throw error;
                case null, default -> throw new IllegalStateException(e);
            }
        }
    }
}
