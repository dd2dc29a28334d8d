package aisle.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aisle.platform.config.AisleConfig;
import aisle.platform.config.AisleConfig.Smtp.Security;
import aisle.platform.time.Time;
import aisle.testing.Letters;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SmtpMailerTest {
    private static final String PASSWORD = "the mail server's own";

    private final GreenMail server =
            new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP).dynamicPort());

    private record Settings(
            Optional<String> host, int port, Optional<String> user, Optional<String> password, Security security)
            implements AisleConfig.Smtp {}

    @BeforeEach
    void start() {
        server.start();
        server.setUser("shop", PASSWORD);
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    private static OutgoingMail mail(String to) {
        return new OutgoingMail(
                UUID.randomUUID(),
                MailKind.REGISTRATION_CODE,
                to,
                Map.of("code", "123456", "minutes", "10"),
                "Grüße: 123456",
                "Ihr Code: 123456\n",
                "<p>Ihr Code für Käse: <b>123456</b></p>");
    }

    private static SmtpMailer mailer(int port, String password, Security security) {
        Settings settings = new Settings(
                Optional.of("127.0.0.1"),
                port,
                Optional.ofNullable(password).map(given -> "shop"),
                Optional.ofNullable(password),
                security);
        return new SmtpMailer(settings, new MimeMails("Käse & Co <shop@example.com>", new Time()));
    }

    @Test
    void aMailArrivesWithBothParts() {
        OutgoingMail mail = mail("ann@example.org");

        mailer(server.getSmtp().getPort(), PASSWORD, Security.NONE).send(mail);

        assertEquals(1, server.getReceivedMessages().length);
        Letters.Letter letter = Letters.read(server.getReceivedMessages()[0]);
        assertEquals("<" + mail.id() + "@example.com>", letter.id());
        assertEquals("ann@example.org", letter.to());
        assertEquals("Grüße: 123456", letter.subject());
        assertEquals(mail.text(), letter.text().replace("\r\n", "\n"));
        assertEquals(mail.html(), letter.html());
        assertTrue(letter.from().endsWith("<shop@example.com>"));
    }

    @Test
    void aRepeatedMailHasTheSameId() throws Exception {
        OutgoingMail mail = mail("ann@example.org");
        SmtpMailer mailer = mailer(server.getSmtp().getPort(), null, Security.NONE);

        mailer.send(mail);
        mailer.send(mail);

        assertEquals(server.getReceivedMessages()[0].getMessageID(), server.getReceivedMessages()[1].getMessageID());
    }

    @Test
    void aRefusedSignInIsWorthAnotherAttempt() {
        SmtpMailer mailer = mailer(server.getSmtp().getPort(), "wrong", Security.NONE);

        MailFailure failure = assertThrows(MailFailure.class, () -> mailer.send(mail("ann@example.org")));

        assertFalse(failure.isPermanent());
        assertEquals(0, server.getReceivedMessages().length);
    }

    @Test
    void withoutTlsNothingIsSentUnlessToldSo() {
        SmtpMailer mailer = mailer(server.getSmtp().getPort(), PASSWORD, Security.STARTTLS);

        MailFailure failure = assertThrows(MailFailure.class, () -> mailer.send(mail("ann@example.org")));

        assertFalse(failure.isPermanent());
        assertEquals(0, server.getReceivedMessages().length);
    }

    @Test
    void aServerThatIsAwayIsWorthAnotherAttempt() throws IOException {
        int port;
        try (ServerSocket nobody = new ServerSocket(0)) {
            port = nobody.getLocalPort();
        }

        MailFailure failure = assertThrows(
                MailFailure.class, () -> mailer(port, null, Security.NONE).send(mail("a@example.org")));

        assertFalse(failure.isPermanent());
    }

    @Test
    void anAddressThatIsNoneIsNotTriedAgain() {
        SmtpMailer mailer = mailer(server.getSmtp().getPort(), null, Security.NONE);

        assertTrue(assertThrows(MailFailure.class, () -> mailer.send(mail("nobody at all")))
                .isPermanent());
    }

    @ParameterizedTest
    @CsvSource({"550,true", "451,false"})
    void theServersAnswerAboutTheRecipientDecides(int code, boolean permanent) throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> refuseRecipient(socket, code));

            MailFailure failure = assertThrows(
                    MailFailure.class,
                    () -> mailer(socket.getLocalPort(), null, Security.NONE).send(mail("ann@example.org")));

            assertEquals(permanent, failure.isPermanent());
            assertEquals("SMTP " + code, failure.getMessage());
        }
    }

    /** A mail server that takes everything but the recipient, and repeats the address as many do. */
    private static void refuseRecipient(ServerSocket server, int code) {
        try (Socket client = server.accept();
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII))) {
            OutputStream out = client.getOutputStream();
            answer(out, "220 ready");
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                answer(out, line.startsWith("RCPT") ? code + " ann@example.org: not here" : "250 fine");
            }
        } catch (IOException e) {
            // The client has gone.
        }
    }

    private static void answer(OutputStream out, String line) throws IOException {
        out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }
}
