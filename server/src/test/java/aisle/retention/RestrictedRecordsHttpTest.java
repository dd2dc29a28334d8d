package aisle.retention;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import aisle.kernel.ProductId;
import aisle.kernel.Role;
import aisle.testing.Accounts;
import aisle.testing.Accounts.Account;
import aisle.testing.AisleTest;
import aisle.testing.Books;
import aisle.testing.RecurringWork;
import aisle.testing.Shop;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@AisleTest
class RestrictedRecordsHttpTest {
    private static final String PATH = "/api/v1/admin/restricted-records";
    private static final String KEPT = "SELECT count(*) FROM restricted_record WHERE order_id = ?";

    @Inject
    Accounts accounts;

    @Inject
    Shop shop;

    @Inject
    Books books;

    @Inject
    RecurringWork recurringWork;

    private static UUID order(Shop.Opened store, ProductId product, Account buyer) {
        String body = """
                {"store_id": "%s", "fulfillment_type": "DELIVERY", "payment_method": "ON_DELIVERY", "note": "Ring twice",
                 "address": {"full_name": "Anna Ordered", "phone": "+353 1 555 0100", "line1": "1 Quay", "city": "Cork",
                             "postcode": "T12", "country": "IE"},
                 "items": [{"product_id": "%s", "quantity": 1}]}
                """.formatted(store.id(), product);
        return UUID.fromString(buyer.request()
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .body(body)
                .post("/api/v1/orders")
                .then()
                .statusCode(201)
                .extract()
                .path("data.id"));
    }

    private void ended(UUID order, String status, String placedAt) {
        books.change("UPDATE orders SET status = ?, placed_at = ?::timestamptz WHERE id = ?", status, placedAt, order);
    }

    private static ValidatableResponse disclose(Account account, UUID order) {
        return account.request()
                .body("{\"purpose\": \"TAX_AUDIT\"}")
                .post(PATH + "/" + order + "/disclose")
                .then();
    }

    private static void erase(Account account) {
        account.request().delete("/api/v1/me").then().statusCode(204);
    }

    @Test
    void whatTaxLawAsksForIsKeptApartAndOpenedByAnAdminAlone() {
        Shop.Opened store = shop.open();
        Account buyer = accounts.customer();
        UUID order = order(store, store.product("4.50", 10), buyer);
        ended(order, "DELIVERED", "2026-03-02T10:00:00Z");

        erase(buyer);

        disclose(store.admin(), order)
                .statusCode(200)
                .header("Cache-Control", "no-store")
                .body("data.order_id", equalTo(order.toString()))
                .body("data.full_name", equalTo("Test CUSTOMER"))
                .body("data.address.line1", equalTo("1 Quay"))
                .body("data.address.full_name", equalTo("Anna Ordered"))
                .body("data.address.phone", nullValue())
                .body("data.remove_on", equalTo("2037-01-01"));
        disclose(accounts.staff(Role.MANAGER, store.id()), order).statusCode(403);
        accounts.staff(Role.MANAGER, store.id()).request().get(PATH).then().statusCode(403);
        disclose(accounts.customer(), order).statusCode(403);
        assertEquals(
                1,
                books.count(
                        "SELECT count(*) FROM audit_entry WHERE action = 'restricted_record.disclosed'"
                                + " AND resource_id = ? AND actor_id = ? AND details ->> 'purpose' = 'TAX_AUDIT'",
                        order.toString(),
                        store.admin().id()));
        assertEquals(0, books.count("SELECT count(*) FROM idempotency WHERE path LIKE '%' || ?::text || '%'", order));
    }

    @Test
    void nobodyElseFindsThePersonAndTheTotalsStay() {
        Shop.Opened store = shop.open();
        Account buyer = accounts.customer();
        UUID order = order(store, store.product("4.50", 10), buyer);
        ended(order, "DELIVERED", "2026-03-02T10:00:00Z");

        erase(buyer);

        store.admin()
                .request()
                .get("/api/v1/orders/" + order)
                .then()
                .statusCode(200)
                .body("data.totals.total.amount", equalTo("4.50"))
                .body("data.customer.name", nullValue())
                .body("data.address", nullValue())
                .body("data.note", nullValue());
        store.admin()
                .request()
                .queryParam("q", buyer.email())
                .get("/api/v1/customers")
                .then()
                .body("data", hasSize(0));
        store.admin()
                .request()
                .queryParam("limit", 100)
                .get(PATH)
                .then()
                .statusCode(200)
                .body("data.order_id", hasItem(order.toString()))
                .body("data[0].full_name", nullValue());
        assertEquals(
                0,
                books.count(
                        "SELECT count(*) FROM restricted_record WHERE order_id = ?"
                                + " AND (encode(content_enc, 'escape') LIKE '%Quay%' OR restricted_record::text LIKE '%Anna%')",
                        order));
    }

    @Test
    void whatWasNeverDeliveredOrIsOldEnoughLeavesNothing() {
        Shop.Opened store = shop.open();
        ProductId product = store.product("4.50", 10);
        Account buyer = accounts.customer();
        UUID canceled = order(store, product, buyer);
        UUID old = order(store, product, buyer);
        UUID lastYearOfAll = order(store, product, buyer);
        int year = java.time.Year.now(java.time.ZoneOffset.UTC).getValue();
        ended(canceled, "CANCELED", year + "-03-02T10:00:00Z");
        ended(old, "DELIVERED", (year - 11) + "-12-31T23:59:59Z");
        ended(lastYearOfAll, "DELIVERED", (year - 10) + "-01-01T00:00:00Z");

        erase(buyer);

        assertEquals(0, books.count(KEPT, canceled));
        assertEquals(0, books.count(KEPT, old));
        assertEquals(1, books.count(KEPT, lastYearOfAll));
        disclose(store.admin(), canceled).statusCode(404).body("error.code", equalTo("RESTRICTED_RECORD_NOT_FOUND"));
    }

    @Test
    void aRecordGoesWhenItsDayHasCome() {
        Shop.Opened store = shop.open();
        ProductId product = store.product("4.50", 10);
        Account buyer = accounts.customer();
        UUID due = order(store, product, buyer);
        UUID later = order(store, product, buyer);
        ended(due, "DELIVERED", "2026-03-02T10:00:00Z");
        ended(later, "DELIVERED", "2026-03-02T10:00:00Z");
        erase(buyer);
        books.change("UPDATE restricted_record SET remove_on = '2026-01-01' WHERE order_id = ?", due);

        recurringWork.run("restricted-record-expiry");

        disclose(store.admin(), due).statusCode(404);
        disclose(store.admin(), later).statusCode(200);
        store.admin().request().get(PATH).then().body("data.order_id", not(hasItem(due.toString())));
        assertEquals(
                1,
                books.count(
                        "SELECT count(*) FROM audit_entry WHERE action = 'restricted_record.removed' AND resource_id = ?",
                        due.toString()));
    }
}
