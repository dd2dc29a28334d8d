package aisle.admin;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import aisle.kernel.Role;
import aisle.testing.Accounts;
import aisle.testing.Accounts.Account;
import aisle.testing.AisleTest;
import aisle.testing.Books;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The deliveries are of a subscriber that does not exist, so that no relay works on them meanwhile. */
@AisleTest
class OutboxHttpTest {
    private static final String PATH = "/api/v1/admin/outbox";

    /** Far ahead, so that no upkeep looks at it. */
    private static final Instant THEN = Instant.parse("2099-01-01T00:00:00Z");

    @Inject
    Accounts accounts;

    @Inject
    Books books;

    private final String subscriber = "gone-" + UUID.randomUUID();

    private UUID delivery(boolean parked) {
        UUID event = UUID.randomUUID();
        books.change("""
                INSERT INTO outbox (id, type, aggregate_type, aggregate_id, aggregate_version, payload, occurred_at)
                VALUES (?, ?, 'test', '1', 7, '{}', ?)
                """, event, parked ? "test.stuck.v1" : "test.waiting.v1", THEN);
        books.change("""
                INSERT INTO outbox_delivery (event_id, subscriber, attempts, next_attempt_at, parked_at, last_error)
                VALUES (?, ?, 12, ?, ?::timestamptz, 'SomeException')
                """, event, subscriber, THEN, parked ? THEN.toString() : null);
        return event;
    }

    private void assertParked(int expected) {
        assertEquals(
                expected,
                books.count(
                        "SELECT count(*) FROM outbox_delivery WHERE subscriber = ? AND parked_at IS NOT NULL",
                        subscriber));
    }

    @Test
    void whatWaitsIsListedByStateSubscriberAndType() {
        UUID parked = delivery(true);
        UUID waiting = delivery(false);
        Account admin = accounts.admin();
        admin.request()
                .get(PATH + "?subscriber=" + subscriber + "&state=PARKED")
                .then()
                .statusCode(200)
                .body("data.event_id", contains(parked.toString()))
                .body("data[0].state", equalTo("PARKED"))
                .body("data[0].attempts", equalTo(12))
                .body("data[0].next_attempt_at", nullValue())
                .body("data[0].last_error", equalTo("SomeException"))
                .body("meta.total", equalTo(1));
        admin.request()
                .get(PATH + "?subscriber=" + subscriber + "&type=test.waiting.v1")
                .then()
                .statusCode(200)
                .body("data.event_id", contains(waiting.toString()))
                .body("data[0].state", equalTo("PENDING"));
        admin.request().get(PATH + "?state=LOST").then().statusCode(400);
    }

    @Test
    void aParkedDeliveryIsPutBackAndTheWishIsAudited() {
        UUID event = delivery(true);
        UUID other = delivery(true);
        Account admin = accounts.admin();
        for (int i = 0; i < 2; i++) {
            admin.request()
                    .post(PATH + "/" + event + "/" + subscriber + "/retry")
                    .then()
                    .statusCode(200)
                    .body("data.state", equalTo("PENDING"))
                    .body("data.attempts", equalTo(0))
                    .body("data.parked_at", nullValue());
        }
        assertParked(1);
        assertEquals(
                2,
                books.count(
                        "SELECT count(*) FROM audit_entry WHERE action = 'delivery.retried' AND resource_id = ?",
                        event.toString()));

        admin.request()
                .post(PATH + "/" + subscriber + "/retry-parked")
                .then()
                .statusCode(200)
                .body("data.retried", equalTo(1));
        assertParked(0);
        books.change("UPDATE outbox_delivery SET delivered_at = ? WHERE event_id = ?", THEN, other);
        admin.request()
                .post(PATH + "/" + other + "/" + subscriber + "/retry")
                .then()
                .statusCode(409)
                .body("error.code", equalTo("DELIVERY_DONE"));
        admin.request()
                .post(PATH + "/" + event + "/nobody/retry")
                .then()
                .statusCode(404)
                .body("error.code", equalTo("DELIVERY_NOT_FOUND"));
    }

    @Test
    void onlyAdministratorsMay() {
        UUID event = delivery(true);
        for (Role role : new Role[] {Role.CUSTOMER, Role.EMPLOYEE, Role.MANAGER}) {
            Account other = accounts.staff(role);
            other.request().get(PATH).then().statusCode(403);
            other.request()
                    .post(PATH + "/" + event + "/" + subscriber + "/retry")
                    .then()
                    .statusCode(403);
            other.request()
                    .post(PATH + "/" + subscriber + "/retry-parked")
                    .then()
                    .statusCode(403);
        }
        given().get(PATH).then().statusCode(401);
        assertParked(1);
    }
}
