package aisle.settlement;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aisle.settlement.PaidOrder.Placed;
import aisle.testing.Accounts;
import aisle.testing.AisleTest;
import aisle.testing.Books;
import aisle.testing.Client;
import aisle.testing.Client.Reply;
import aisle.testing.Crowd;
import aisle.testing.Waiting;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Paying what is open of an order. */
@AisleTest
class OrderPaymentsHttpTest {
    @Inject
    PaidOrder paid;

    @Inject
    Accounts accounts;

    @Inject
    Books books;

    @Test
    void aDeclinedPaymentIsTriedAgain() {
        Placed order = paid.unpaid();
        paid.pay(order, "tok_insufficient_funds", "first")
                .then()
                .statusCode(402)
                .body("error.code", equalTo("PAYMENT_DECLINED"))
                .body("error.details.decline_code", equalTo("insufficient_funds"));
        paid.pay(order, "tok_approve", "second")
                .then()
                .statusCode(201)
                .body("data.status", equalTo("AUTHORIZED"))
                .body("data.authorized.amount", equalTo("9.99"))
                .body("data.operations.kind", contains("AUTHORIZE"));
        paid.pay(order, "tok_approve", "second").then().statusCode(201).header("Idempotent-Replayed", "true");
        paid.pay(order, "tok_approve", "third").then().statusCode(409).body("error.code", equalTo("NOTHING_TO_PAY"));
        order.buyer()
                .request()
                .get(order.path("payments"))
                .then()
                .statusCode(200)
                .body("data.status", contains("VOIDED", "DECLINED", "AUTHORIZED"));
    }

    @Test
    void nobodyPaysWhileNobodyKnowsWhetherItIsPaid() {
        Placed order = paid.unpaid();
        paid.pay(order, "tok_action", "first")
                .then()
                .statusCode(201)
                .body("data.status", equalTo("REQUIRES_ACTION"))
                .body("data.next_action.type", equalTo("REDIRECT"));
        paid.pay(order, "tok_approve", "second")
                .then()
                .statusCode(409)
                .body("error.code", equalTo("PAYMENT_IN_PROGRESS"));
    }

    @Test
    void theCustomerActsAtTheBanksPage() {
        Placed order = paid.unpaid();
        String page = paid.pay(order, "tok_action", "first")
                .then()
                .statusCode(201)
                .extract()
                .path("data.next_action.url");
        order.buyer().request().body(Map.of("approved", true)).post(page).then().statusCode(204);
        order.buyer()
                .request()
                .get(order.path("payments"))
                .then()
                .body("data[1].status", equalTo("AUTHORIZED"))
                .body("data[1].next_action", equalTo(null));
        order.buyer().request().body(Map.of("approved", true)).post(page).then().statusCode(404);
    }

    @Test
    void oneKeySentTwentyTimesWhileTheProviderIsSlowChargesOnce() {
        Placed order = paid.unpaid();
        Client client = new Client("http://localhost:" + RestAssured.port);
        List<Reply> replies = Crowd.atOnce(
                20,
                i -> () -> client.post(
                        order.path("payments"),
                        order.buyer().token(),
                        "one",
                        "{\"payment_method\": \"SANDBOX\", \"payment_token\": \"tok_slow\"}"));
        assertTrue(
                replies.stream()
                        .allMatch(reply ->
                                reply.status() == 201 || reply.errorCode().equals("IDEMPOTENCY_IN_PROGRESS")),
                replies::toString);
        Waiting.until("it is authorised", () -> charges(order) == 1);
        paid.pay(order, "tok_slow", "one").then().statusCode(201).body("data.status", equalTo("AUTHORIZED"));
        assertEquals(1, charges(order));
    }

    private long charges(Placed order) {
        return books.count("""
                SELECT count(*) FROM sandbox_request r JOIN payment_operation o ON o.provider_key = r.key
                WHERE o.order_id = ?
                """, order.id().value());
    }

    @Test
    void aCardNumberIsNoToken() {
        Placed order = paid.unpaid();
        for (String number :
                List.of("4242424242424242", "4242 4242 4242 4242", "4242-4242-4242-4242", "4242.4242.4242.4242")) {
            paid.pay(order, number, UUID.randomUUID())
                    .then()
                    .statusCode(422)
                    .body("error.code", equalTo("CARD_NUMBER_REFUSED"));
        }
        order.buyer().request().get(order.path("payments")).then().body("data", hasSize(1));
    }

    @Test
    void whatCannotBePaidLaterIsRefused() {
        Placed order = paid.unpaid();
        order.buyer()
                .request()
                .header("Idempotency-Key", UUID.randomUUID())
                .body(Map.of("payment_method", "CASH"))
                .post(order.path("payments"))
                .then()
                .statusCode(422)
                .body("error.code", equalTo("PAYMENT_METHOD_UNAVAILABLE"));
        order.buyer()
                .request()
                .header("Idempotency-Key", UUID.randomUUID())
                .body(Map.of("payment_method", "SANDBOX"))
                .post(order.path("payments"))
                .then()
                .statusCode(422)
                .body("error.code", equalTo("PAYMENT_TOKEN_REQUIRED"));
        accounts.customer().request().get(order.path("payments")).then().statusCode(404);
    }
}
