package aisle.settlement;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aisle.settlement.PaidOrder.Placed;
import aisle.testing.AisleTest;
import aisle.testing.Books;
import aisle.testing.Client;
import aisle.testing.Client.Reply;
import aisle.testing.Crowd;
import aisle.testing.Waiting;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Giving money back, by item or amount, with and without goods. */
@AisleTest
class RefundsHttpTest {
    @Inject
    PaidOrder paid;

    @Inject
    Books books;

    private static Response refund(Placed order, Object key, String body) {
        return order.store()
                .admin()
                .request()
                .header("Idempotency-Key", key)
                .body(body)
                .post(order.path("refunds"));
    }

    private static String item(Placed order, String quantity, boolean restock) {
        return """
                {"items": [{"item_id": "%s", "quantity": %s}], "reason": "Sour", "restock": %s}
                """.formatted(order.item(), quantity, restock);
    }

    private static String amount(String amount) {
        return "{\"amount\": \"" + amount + "\", \"reason\": \"Late\"}";
    }

    /** Ours and the provider's. */
    private void assertRefunded(Placed order, String refunded) {
        assertEquals(
                List.of(refunded + "/" + refunded + "/0"),
                books.names("""
                        SELECT round(p.refunded, 2) || '/' || round(c.refunded, 2) || '/' || round(p.refunding, 0)
                        FROM payment p JOIN sandbox_charge c ON c.reference = p.reference WHERE p.order_id = ?
                        """, order.id().value()));
    }

    @Test
    void itemsBringTheirShareAndGoBackOnTheShelf() {
        Placed order = paid.captured("tok_approve");
        Response first = refund(order, "one", item(order, "1", true));
        first.then()
                .statusCode(201)
                .body("data.status", equalTo("SUCCEEDED"))
                .body("data.amount.amount", equalTo("3.33"))
                .body("data.items.quantity", contains(1));
        refund(order, "one", item(order, "1", true))
                .then()
                .statusCode(201)
                .header("Idempotent-Replayed", "true")
                .body("data.id", equalTo(first.path("data.id")));
        refund(order, "one", item(order, "2", true))
                .then()
                .statusCode(422)
                .body("error.code", equalTo("IDEMPOTENCY_KEY_REUSED"));
        books.assertStock(order.store().id(), order.product(), "11", "3");
        assertEquals(List.of("RETURN 1.000 refund:" + first.path("data.id")), books.names("""
                        SELECT reason || ' ' || delta || ' ' || reference FROM stock_movement
                        WHERE product_id = ? AND reason = 'RETURN'
                        """, order.product()));
        refund(order, "two", item(order, "3", false))
                .then()
                .statusCode(409)
                .body("error.code", equalTo("REFUND_EXCEEDS_ITEM"))
                .body("error.details.refundable_quantity", equalTo(2));
        refund(order, "three", item(order, "2", false))
                .then()
                .statusCode(201)
                .body("data.amount.amount", equalTo("6.66"));
        assertRefunded(order, "9.99");
        order.buyer()
                .request()
                .get(order.path("refunds"))
                .then()
                .statusCode(200)
                .body("data", hasSize(2));
    }

    @Test
    void amountsAreGivenBackUpToWhatWasTaken() {
        Placed order = paid.captured("tok_approve");
        refund(order, "one", amount("9.00")).then().statusCode(201);
        refund(order, "two", amount("1.00"))
                .then()
                .statusCode(409)
                .body("error.code", equalTo("REFUND_EXCEEDS_CAPTURED"))
                .body("error.details.refundable.amount", equalTo("0.99"));
        refund(order, "three", amount("0.99")).then().statusCode(201);
        assertRefunded(order, "9.99");
        refund(order, "four", amount("0")).then().statusCode(400);
        refund(order, "five", "{\"reason\": \"x\"}").then().statusCode(400);
    }

    @Test
    void theOwnerRefundsNothing() {
        Placed order = paid.captured("tok_approve");
        order.buyer()
                .request()
                .header("Idempotency-Key", UUID.randomUUID())
                .body(amount("1.00"))
                .post(order.path("refunds"))
                .then()
                .statusCode(403);
        assertRefunded(order, "0.00");
    }

    @Test
    void whatTheProviderDoesNotAnswerIsPendingAndThenKnown() {
        Placed order = paid.captured("tok_refund_timeout");
        refund(order, "one", amount("2.00")).then().statusCode(201).body("data.status", equalTo("PENDING"));
        Waiting.until(
                "it is known",
                () -> "SUCCEEDED"
                        .equals(order.buyer()
                                .request()
                                .get(order.path("refunds"))
                                .path("data[0].status")));
        assertRefunded(order, "2.00");
    }

    @Test
    void whatTheProviderRefusesIsShownToTheStaff() {
        Placed order = paid.captured("tok_refund_fails");
        refund(order, "one", item(order, "1", false)).then().statusCode(201).body("data.status", equalTo("FAILED"));
        assertRefunded(order, "0.00");
        Response issues = order.store()
                .admin()
                .request()
                .queryParam("store_id", order.store().id().toString())
                .get("/api/v1/payments/issues");
        issues.then().statusCode(200).body("data.kind", contains("REFUND_FAILED"));
        String issue = issues.path("data[0].id");
        order.store()
                .admin()
                .request()
                .post("/api/v1/payments/issues/" + issue + "/resolve")
                .then()
                .statusCode(200);
        order.store()
                .admin()
                .request()
                .post("/api/v1/payments/issues/" + issue + "/resolve")
                .then()
                .statusCode(409);
        refund(order, "two", item(order, "3", false)).then().statusCode(201);
    }

    @Test
    void ofManyAtOnceNoMoreIsGivenBackThanWasBought() {
        Placed order = paid.captured("tok_approve");
        Client client = new Client("http://localhost:" + RestAssured.port);
        List<Reply> replies = Crowd.atOnce(
                12,
                i -> () -> client.post(
                        order.path("refunds"), order.store().admin().token(), "key-" + i, item(order, "1", true)));
        assertEquals(3, replies.stream().filter(reply -> reply.status() == 201).count());
        assertTrue(replies.stream()
                .allMatch(reply -> reply.status() == 201 || reply.errorCode().equals("REFUND_EXCEEDS_ITEM")));
        Waiting.until(
                "all of it is given back",
                () -> books.count(
                                "SELECT count(*) FROM payment WHERE order_id = ? AND status = 'REFUNDED'",
                                order.id().value())
                        == 1);
        assertRefunded(order, "9.99");
        books.assertStock(order.store().id(), order.product(), "13", "3");
    }

    @Test
    void oneKeySentTwentyTimesGivesBackOnce() {
        Placed order = paid.captured("tok_approve");
        Client client = new Client("http://localhost:" + RestAssured.port);
        Crowd.atOnce(
                20,
                i -> () -> client.post(
                        order.path("refunds"), order.store().admin().token(), "one", item(order, "1", true)));
        refund(order, "one", item(order, "1", true)).then().statusCode(201);
        assertRefunded(order, "3.33");
        books.assertStock(order.store().id(), order.product(), "11", "3");
    }
}
