package aisle.mail;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import aisle.platform.config.AisleConfig;
import aisle.platform.json.Json;
import aisle.testing.AisleTest;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@AisleTest
class BrevoMailerTest {
    private static final String PATH = "/v3/smtp/email";

    @Inject
    Json json;

    private final WireMockServer brevo =
            new WireMockServer(WireMockConfiguration.options().dynamicPort().bindAddress("127.0.0.1"));

    private record Settings(
            Optional<String> apiKey,
            String apiUrl,
            Optional<String> senderEmail,
            Optional<Long> registerOtpId,
            Optional<Long> resetTokenOtpId)
            implements AisleConfig.Brevo {}

    @BeforeEach
    void start() {
        brevo.start();
    }

    @AfterEach
    void stop() {
        brevo.stop();
    }

    private BrevoMailer mailer(Optional<Long> registerTemplate) {
        Settings settings = new Settings(
                Optional.of("a key"),
                brevo.baseUrl() + "/v3",
                Optional.of("shop@example.com"),
                registerTemplate,
                Optional.empty());
        return new BrevoMailer(settings, "Corner", json);
    }

    private static OutgoingMail mail() {
        return new OutgoingMail(
                UUID.fromString("0197f0a0-0000-7000-8000-000000000001"),
                MailKind.REGISTRATION_CODE,
                "ann@example.org",
                Map.of("code", "123456", "minutes", "10"),
                "Your code",
                "123456\n",
                "<b>123456</b>");
    }

    @Test
    void withoutATemplateTheWordsAreSent() {
        brevo.stubFor(post(PATH).willReturn(aResponse().withStatus(201).withBody("{\"messageId\":\"<1@x>\"}")));

        mailer(Optional.empty()).send(mail());

        brevo.verify(
                1,
                postRequestedFor(urlEqualTo(PATH))
                        .withHeader("api-key", equalTo("a key"))
                        .withRequestBody(equalToJson("""
                        {"sender": {"name": "Corner", "email": "shop@example.com"},
                         "to": [{"email": "ann@example.org"}],
                         "headers": {"Idempotency-Key": "0197f0a0-0000-7000-8000-000000000001"},
                         "subject": "Your code", "textContent": "123456\\n", "htmlContent": "<b>123456</b>"}
                        """)));
    }

    @Test
    void aTemplateGetsTheValues() {
        brevo.stubFor(post(PATH).willReturn(aResponse().withStatus(201)));

        mailer(Optional.of(17L)).send(mail());

        brevo.verify(1, postRequestedFor(urlEqualTo(PATH)).withRequestBody(equalToJson("""
                        {"sender": {"name": "Corner", "email": "shop@example.com"},
                         "to": [{"email": "ann@example.org"}],
                         "headers": {"Idempotency-Key": "0197f0a0-0000-7000-8000-000000000001"},
                         "templateId": 17, "params": {"code": "123456", "minutes": "10", "shop": "Corner"}}
                        """)));
    }

    @ParameterizedTest
    @CsvSource({"400,true", "401,false", "402,false", "429,false", "500,false"})
    void onlyARefusedMailIsNotTriedAgain(int status, boolean permanent) {
        brevo.stubFor(post(PATH).willReturn(aResponse().withStatus(status).withBody("ann@example.org is bad")));

        MailFailure failure =
                assertThrows(MailFailure.class, () -> mailer(Optional.empty()).send(mail()));

        assertEquals(permanent, failure.isPermanent());
        assertEquals(-1, String.valueOf(failure.getMessage()).indexOf("ann"));
    }
}
