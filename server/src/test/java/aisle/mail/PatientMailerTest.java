package aisle.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import aisle.platform.config.AisleConfig;
import aisle.platform.config.AisleConfig.Smtp.Security;
import aisle.platform.time.Time;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PatientMailerTest {
    private record Settings(
            Optional<String> host, int port, Optional<String> user, Optional<String> password, Security security)
            implements AisleConfig.Smtp {}

    private static OutgoingMail mail() {
        return new OutgoingMail(
                UUID.randomUUID(),
                MailKind.PASSWORD_CHANGED,
                "ann@example.org",
                Map.of(),
                "Hello",
                "Text",
                "<p>Text</p>");
    }

    @Test
    void anAttemptThatHangsIsBrokenOffWithItsConnection() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Integer> heard = new CompletableFuture<>();
            Thread.ofVirtual().start(() -> listenWithoutAWord(server, heard));
            Settings settings = new Settings(
                    Optional.of("127.0.0.1"), server.getLocalPort(), Optional.empty(), Optional.empty(), Security.NONE);
            SmtpMailer smtp = new SmtpMailer(settings, new MimeMails("Shop <shop@example.com>", new Time()));

            MailFailure failure =
                    assertThrows(MailFailure.class, () -> new PatientMailer(smtp, Duration.ofMillis(300)).send(mail()));

            assertFalse(failure.isPermanent());
            assertEquals(-1, heard.get(60, TimeUnit.SECONDS), "the connection was closed");
        }
    }

    private static void listenWithoutAWord(ServerSocket server, CompletableFuture<Integer> heard) {
        try (Socket client = server.accept()) {
            heard.complete(client.getInputStream().read());
        } catch (IOException e) {
            heard.complete(-1);
        }
    }

    @Test
    void whatTheMailerSaysComesThrough() {
        MailFailure refused = MailFailure.permanent("SMTP 550");
        Mailer mailer = new PatientMailer(
                mail -> {
                    throw refused;
                },
                Duration.ofMinutes(1));

        assertSame(refused, assertThrows(MailFailure.class, () -> mailer.send(mail())));
    }
}
