package aisle.payments.stripe;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import aisle.kernel.DomainError;
import aisle.kernel.Money;
import aisle.kernel.OrderId;
import aisle.payments.NextAction;
import aisle.payments.ProviderAnswer;
import aisle.payments.ProviderAnswer.ActionNeeded;
import aisle.payments.ProviderAnswer.Approved;
import aisle.payments.ProviderAnswer.Declined;
import aisle.payments.ProviderAnswer.Unknown;
import aisle.payments.ProviderEvent;
import aisle.payments.ProviderRequest;
import aisle.payments.ProviderRequest.Kind;
import aisle.payments.SignedBody;
import aisle.platform.config.AisleConfig;
import aisle.platform.json.Json;
import aisle.platform.time.Time;
import aisle.testing.AisleTest;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.Fault;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Stripe as a local double of the parts that are used. */
@AisleTest
class StripeProviderTest {
    private static final String INTENTS = "/v1/payment_intents";

    @Inject
    Json json;

    @Inject
    Time time;

    private final WireMockServer stripe =
            new WireMockServer(WireMockConfiguration.options().dynamicPort().bindAddress("127.0.0.1"));

    private record Settings(Duration timeout, boolean sandbox, StripeSettings stripe) implements AisleConfig.Payments {}

    private record StripeSettings(Optional<String> apiKey, Optional<String> webhookSecret, String apiUrl)
            implements AisleConfig.Stripe {}

    @BeforeEach
    void start() {
        stripe.start();
    }

    @AfterEach
    void stop() {
        stripe.stop();
    }

    private StripeProvider provider() {
        StripeSettings own =
                new StripeSettings(Optional.of("sk_test_1"), Optional.of("old, whsec_1"), stripe.baseUrl());
        return new StripeProvider(new Settings(Duration.ofSeconds(4), false, own), json, time);
    }

    private ProviderRequest request(Kind kind, String reference) {
        UUID attempt = UUID.nameUUIDFromBytes("attempt".getBytes(StandardCharsets.UTF_8));
        return new ProviderRequest(
                kind,
                attempt,
                "aisle-" + attempt,
                new OrderId(attempt),
                Money.of("12.90", "EUR"),
                kind == Kind.AUTHORIZE ? "pm_card_visa" : null,
                reference,
                time.now());
    }

    private static String intent(String status, String more) {
        return """
                {"id": "pi_1", "object": "payment_intent", "status": "%s", "client_secret": "pi_1_secret",
                 "metadata": {"aisle_key": "aisle-%s"} %s}
                """.formatted(status, UUID.nameUUIDFromBytes("attempt".getBytes(StandardCharsets.UTF_8)), more);
    }

    private void answers(String path, int status, String body) {
        stripe.stubFor(any(urlPathEqualTo(path))
                .willReturn(aResponse()
                        .withStatus(status)
                        .withHeader("content-type", "application/json")
                        .withBody(body)));
    }

    @Test
    void aPromiseIsAskedForOnceAndByHand() {
        answers(INTENTS, 200, intent("requires_capture", ""));
        assertEquals(new Approved("pi_1"), provider().perform(request(Kind.AUTHORIZE, null)));
        stripe.verify(
                1,
                postRequestedFor(urlEqualTo(INTENTS))
                        .withHeader("Authorization", equalTo("Bearer sk_test_1"))
                        .withHeader(
                                "Idempotency-Key",
                                equalTo(request(Kind.AUTHORIZE, null).key()))
                        .withRequestBody(containing("amount=1290"))
                        .withRequestBody(containing("currency=eur"))
                        .withRequestBody(containing("capture_method=manual"))
                        .withRequestBody(containing("confirm=true"))
                        .withRequestBody(containing("payment_method=pm_card_visa")));
    }

    @ParameterizedTest
    @CsvSource({
        "402, card_error, card_declined, insufficient_funds, insufficient_funds",
        "402, card_error, expired_card, , expired_card",
        "400, invalid_request_error, resource_missing, , resource_missing"
    })
    void whatIsRefusedIsDeclined(int status, String type, String code, String decline, String shown) {
        String declineCode = decline == null ? "" : ", \"decline_code\": \"" + decline + "\"";
        answers(
                INTENTS,
                status,
                "{\"error\": {\"type\": \"" + type + "\", \"code\": \"" + code + "\", \"message\": \"No\"" + declineCode
                        + "}}");
        assertEquals(new Declined(shown), provider().perform(request(Kind.AUTHORIZE, null)));
    }

    @ParameterizedTest
    @CsvSource({"500", "503", "409", "429", "401"})
    void whatSaysNothingOfTheMoneyIsNotKnown(int status) {
        answers(INTENTS, status, "{\"error\": {\"type\": \"api_error\", \"message\": \"Sorry\"}}");
        assertEquals(
                Unknown.class, provider().perform(request(Kind.AUTHORIZE, null)).getClass());
    }

    @Test
    void aBrokenConnectionIsNotKnown() {
        stripe.stubFor(any(anyUrl()).willReturn(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)));
        assertEquals(new Unknown("no_answer"), provider().perform(request(Kind.AUTHORIZE, null)));
    }

    @Test
    void theCustomerMayHaveToAct() {
        answers(INTENTS, 200, intent("requires_action", ", \"next_action\": {\"type\": \"use_stripe_sdk\"}"));
        assertEquals(
                new ActionNeeded("pi_1", new NextAction(NextAction.Type.SDK, null, "pi_1_secret")),
                provider().perform(request(Kind.AUTHORIZE, null)));
    }

    @Test
    void aPromiseIsFoundAgainByItsKey() {
        stripe.stubFor(get(urlPathEqualTo(INTENTS))
                .willReturn(aResponse()
                        .withHeader("content-type", "application/json")
                        .withBody("{\"object\": \"list\", \"has_more\": false, \"data\": ["
                                + intent("requires_capture", "")
                                        .replace("aisle-", "other-")
                                        .replace("pi_1", "pi_0")
                                + "," + intent("requires_capture", "") + "]}")));
        assertEquals(new Approved("pi_1"), provider().ask(request(Kind.AUTHORIZE, null)));
        stripe.resetMappings();
        answers(INTENTS, 200, "{\"object\": \"list\", \"has_more\": false, \"data\": []}");
        assertNull(provider().ask(request(Kind.AUTHORIZE, null)));
    }

    @Test
    void moneyIsTakenAndFoundOut() {
        answers(INTENTS + "/pi_1/capture", 200, intent("succeeded", ""));
        assertEquals(new Approved("pi_1"), provider().perform(request(Kind.CAPTURE, "pi_1")));
        stripe.verify(postRequestedFor(urlEqualTo(INTENTS + "/pi_1/capture"))
                .withRequestBody(containing("amount_to_capture=1290")));
        answers(INTENTS + "/pi_1", 200, intent("requires_capture", ""));
        assertNull(provider().ask(request(Kind.CAPTURE, "pi_1")));
        answers(INTENTS + "/pi_1", 200, intent("succeeded", ""));
        assertEquals(new Approved("pi_1"), provider().ask(request(Kind.CAPTURE, "pi_1")));
        answers(INTENTS + "/pi_1", 200, intent("canceled", ""));
        assertEquals(new Declined("status_canceled"), provider().ask(request(Kind.CAPTURE, "pi_1")));
    }

    @Test
    void moneyIsLetGoOfAndFoundOut() {
        answers(INTENTS + "/pi_1/cancel", 200, intent("canceled", ""));
        assertEquals(new Approved("pi_1"), provider().perform(request(Kind.VOID, "pi_1")));
        answers(INTENTS + "/pi_1", 200, intent("requires_capture", ""));
        assertNull(provider().ask(request(Kind.VOID, "pi_1")));
    }

    @Test
    void moneyIsGivenBackAndFoundAgainByItsKey() {
        String key = request(Kind.REFUND, "pi_1").key();
        String refund =
                "{\"id\": \"re_1\", \"object\": \"refund\", \"status\": \"succeeded\", \"metadata\": {\"aisle_key\": \""
                        + key + "\"}}";
        stripe.stubFor(post(urlPathEqualTo("/v1/refunds"))
                .willReturn(aResponse()
                        .withHeader("content-type", "application/json")
                        .withBody(refund)));
        ProviderAnswer given = provider().perform(request(Kind.REFUND, "pi_1"));
        assertEquals(new Approved("re_1"), given);
        stripe.stubFor(get(urlPathEqualTo("/v1/refunds"))
                .willReturn(aResponse()
                        .withHeader("content-type", "application/json")
                        .withBody("{\"object\": \"list\", \"has_more\": false, \"data\": [" + refund + "]}")));
        assertEquals(given, provider().ask(request(Kind.REFUND, "pi_1")));
    }

    @Test
    void eventsAreReadWhenTheyAreSigned() {
        byte[] body = """
                {"id": "evt_1", "object": "event", "type": "payment_intent.amount_capturable_updated", "created": 7,
                 "data": {"object": {"id": "pi_1", "object": "payment_intent", "metadata": {"aisle_key": "aisle-1"}}}}
                """.getBytes(StandardCharsets.UTF_8);
        SecretKeySpec key = new SecretKeySpec("whsec_1".getBytes(StandardCharsets.UTF_8), "HmacSHA256");
        String signature = SignedBody.sign(key, body, time.now());
        ProviderEvent event = provider().event(body, name -> name.equals("Stripe-Signature") ? signature : null);
        assertEquals("evt_1 aisle-1 pi_1", event.id() + " " + event.key() + " " + event.reference());
        assertThrows(DomainError.class, () -> provider().event(body, name -> null));
        assertThrows(
                DomainError.class, () -> provider().event("{}".getBytes(StandardCharsets.UTF_8), name -> signature));
    }

    @ParameterizedTest
    @CsvSource({"12.90, EUR, 1290", "500, JPY, 500", "1.234, KWD, 1234", "5, ISK, 500"})
    void amountsAreCountedInTheSmallestUnit(String amount, String currency, long units) {
        assertEquals(units, StripeAmounts.of(Money.of(amount, currency)));
        assertEquals(Money.of(amount, currency), StripeAmounts.money(units, currency));
    }
}
