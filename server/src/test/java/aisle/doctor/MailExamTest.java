package aisle.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aisle.mail.SmtpServer;
import aisle.platform.config.AisleConfig.Smtp.Security;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MailExamTest {
    private static final String PASSWORD = "the mail server's own";

    private final GreenMail server =
            new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP).dynamicPort());

    @BeforeEach
    void start() {
        server.start();
        server.setUser("shop", PASSWORD);
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    private Finding look(String password, Security security) {
        return MailExam.ofServer(new SmtpServer("127.0.0.1", server.getSmtp().getPort(), "shop", password, security));
    }

    @Test
    void aServerWithoutTlsIsDoubtfulAndGetsNoMail() {
        Finding finding = look(PASSWORD, Security.NONE);

        assertEquals(Grade.DOUBTFUL, finding.grade());
        assertEquals(0, server.getReceivedMessages().length);
    }

    @Test
    void aRefusedSignInIsNamedWithoutThePassword() {
        Finding finding = look("another", Security.NONE);

        assertEquals(Grade.WRONG, finding.grade());
        assertTrue(finding.text().contains("refuses the sign-in"), finding.text());
        assertFalse(finding.text().contains("another"), finding.text());
    }

    @Test
    void aServerThatHasNoTlsOrIsNotThereIsWrong() {
        assertEquals(Grade.WRONG, look(PASSWORD, Security.STARTTLS).grade());
        int port = server.getSmtp().getPort();
        server.stop();
        Finding gone = MailExam.ofServer(new SmtpServer("127.0.0.1", port, null, null, Security.NONE));
        assertEquals(Grade.WRONG, gone.grade());
        server.start();
    }

    @Test
    void brevoIsAskedWhoseKeyItIs() {
        WireMockServer brevo =
                new WireMockServer(WireMockConfiguration.options().dynamicPort().bindAddress("127.0.0.1"));
        brevo.start();
        try {
            brevo.stubFor(WireMock.get("/v3/account")
                    .withHeader("api-key", WireMock.equalTo("right"))
                    .willReturn(WireMock.okJson("{}")));
            brevo.stubFor(WireMock.get("/v3/account")
                    .withHeader("api-key", WireMock.equalTo("wrong"))
                    .willReturn(WireMock.unauthorized()));
            String url = "http://127.0.0.1:" + brevo.port() + "/v3";

            assertEquals(Grade.FINE, MailExam.ofBrevo(url, "right").grade());
            Finding refused = MailExam.ofBrevo(url, "wrong");
            assertEquals(Grade.WRONG, refused.grade());
            assertFalse(refused.text().contains("wrong"), refused.text());
        } finally {
            brevo.stop();
        }
    }
}
