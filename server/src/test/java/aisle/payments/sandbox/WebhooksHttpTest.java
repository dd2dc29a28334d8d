package aisle.payments.sandbox;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import aisle.kernel.Actor;
import aisle.kernel.Money;
import aisle.kernel.OrderId;
import aisle.kernel.StoreId;
import aisle.payments.Payment;
import aisle.payments.PaymentMethod;
import aisle.payments.PaymentStatus;
import aisle.payments.PaymentWish;
import aisle.payments.Payments;
import aisle.payments.SignedBody;
import aisle.payments.WantedOrders;
import aisle.platform.db.Database;
import aisle.testing.AisleTest;
import aisle.testing.Books;
import aisle.testing.Crowd;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/** What providers tell: forged, twice, late and in any order. */
@AisleTest
class WebhooksHttpTest {
    private static final String SANDBOX = "/api/v1/payments/webhooks/sandbox";
    private static final String STRIPE = "/api/v1/payments/webhooks/stripe";
    private static final SecretKey STRIPE_KEY =
            new SecretKeySpec("whsec_aisle".getBytes(StandardCharsets.UTF_8), "HmacSHA256");
    private static final Actor SYSTEM = Actor.system("webhooks-test");

    @Inject
    Payments payments;

    @Inject
    SandboxProvider sandbox;

    @Inject
    WantedOrders orders;

    @Inject
    Database database;

    @Inject
    Books books;

    private final StoreId store = new StoreId(UUID.randomUUID());
    private final OrderId order = new OrderId(UUID.randomUUID());

    /** A payment that waits for the customer; answers what the sandbox calls it. */
    private String waiting() {
        orders.want(order);
        Payment begun = database.transaction(tx -> payments.begin(
                tx,
                SYSTEM,
                new PaymentWish(
                        store,
                        order,
                        PaymentMethod.SANDBOX,
                        "tok_action",
                        Money.of("5.00", "EUR"),
                        null,
                        Instant.now().plus(Duration.ofHours(1)))));
        payments.proceed(SYSTEM, store, begun.id());
        return books.names("SELECT reference FROM payment WHERE order_id = ?", order.value())
                .getFirst();
    }

    private PaymentStatus status() {
        return database.read(handle -> payments.of(handle, store, order))
                .getFirst()
                .status();
    }

    private static Response send(SandboxProvider.Sent sent) {
        return given().contentType("application/json")
                .header(sent.header(), sent.signature())
                .body(sent.body())
                .post(SANDBOX);
    }

    @Test
    void anEventHasTheProviderAsked() {
        String reference = waiting();
        database.<Boolean>transaction(tx -> sandbox.complete(tx, reference, true));
        SandboxProvider.Sent event = sandbox.webhook("evt_" + UUID.randomUUID(), reference);
        send(event).then().statusCode(204);
        assertEquals(PaymentStatus.AUTHORIZED, status());
        send(event).then().statusCode(204);
        assertEquals(List.of(PaymentStatus.REQUIRES_ACTION, PaymentStatus.AUTHORIZED), orders.told(order));
    }

    @Test
    void manyAtOnceTellTheOwnerOnce() {
        String reference = waiting();
        database.<Boolean>transaction(tx -> sandbox.complete(tx, reference, true));
        String id = "evt_" + UUID.randomUUID();
        Crowd.atOnce(
                12,
                i -> () -> send(sandbox.webhook(i % 2 == 0 ? id : id + i, reference))
                        .statusCode());
        assertEquals(PaymentStatus.AUTHORIZED, status());
        assertEquals(List.of(PaymentStatus.REQUIRES_ACTION, PaymentStatus.AUTHORIZED), orders.told(order));
    }

    @Test
    void anEventThatComesTooEarlySaysNothing() {
        String reference = waiting();
        send(sandbox.webhook("evt_" + UUID.randomUUID(), reference)).then().statusCode(204);
        assertEquals(PaymentStatus.REQUIRES_ACTION, status());
    }

    @Test
    void whatIsForgedOrOldIsRefused() {
        String reference = waiting();
        database.<Boolean>transaction(tx -> sandbox.complete(tx, reference, true));
        SandboxProvider.Sent event = sandbox.webhook("evt_" + UUID.randomUUID(), reference);
        String late = SignedBody.sign(STRIPE_KEY, event.body(), Instant.now().minus(Duration.ofMinutes(6)));
        for (String signature : List.of("", "t=1,v1=00", event.signature() + "0", late)) {
            given().contentType("application/json")
                    .header(event.header(), signature)
                    .body(event.body())
                    .post(SANDBOX)
                    .then()
                    .statusCode(422)
                    .body("error.code", equalTo("WEBHOOK_SIGNATURE_INVALID"));
        }
        given().contentType("application/json")
                .header(event.header(), event.signature())
                .body(new String(event.body(), StandardCharsets.UTF_8).replace("charge.updated", "charge.captured"))
                .post(SANDBOX)
                .then()
                .statusCode(422);
        assertEquals(PaymentStatus.REQUIRES_ACTION, status());
        given().contentType("application/json")
                .body("{}")
                .post("/api/v1/payments/webhooks/nobody")
                .then()
                .statusCode(404);
    }

    @Test
    void ofTwoWordsAboutADisputeTheNewerCounts() {
        String reference = "pi_" + UUID.randomUUID();
        waiting();
        books.change(
                "UPDATE payment SET reference = ?, method = 'STRIPE' WHERE order_id = ?", reference, order.value());
        String dispute = "dp_" + UUID.randomUUID();
        stripe(dispute, reference, "lost", 200).then().statusCode(204);
        stripe(dispute, reference, "needs_response", 100).then().statusCode(204);
        assertEquals(List.of("lost"), books.names("SELECT status FROM payment_dispute WHERE reference = ?", dispute));
        assertEquals(
                List.of("DISPUTE lost 4.20"),
                books.names(
                        "SELECT kind || ' ' || detail || ' ' || round(amount, 2) FROM payment_issue WHERE order_id = ?",
                        order.value()));
    }

    private static Response stripe(String dispute, String payment, String status, long created) {
        byte[] body = """
                {"id": "evt_%s", "object": "event", "type": "charge.dispute.updated", "created": %d, "data": {"object":
                 {"id": "%s", "object": "dispute", "amount": 420, "currency": "eur", "status": "%s",
                  "reason": "fraudulent", "payment_intent": "%s"}}}
                """.formatted(UUID.randomUUID(), created, dispute, status, payment)
                .getBytes(StandardCharsets.UTF_8);
        return given().contentType("application/json; charset=utf-8")
                .header("Stripe-Signature", SignedBody.sign(STRIPE_KEY, body, Instant.now()))
                .body(body)
                .post(STRIPE);
    }
}
