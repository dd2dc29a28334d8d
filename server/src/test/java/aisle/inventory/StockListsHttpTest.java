package aisle.inventory;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aisle.kernel.ProductId;
import aisle.kernel.Role;
import aisle.testing.Accounts;
import aisle.testing.Accounts.Account;
import aisle.testing.AisleTest;
import aisle.testing.Books;
import aisle.testing.Shop;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Stock at a moment, and the ledger by this and that. */
@AisleTest
class StockListsHttpTest {
    @Inject
    Shop shops;

    @Inject
    Accounts accounts;

    @Inject
    Books books;

    private Shop.Opened shop;
    private ProductId product;
    private Account manager;

    @BeforeEach
    void open() {
        shop = shops.open();
        product = shop.product("1.00", 0);
        manager = accounts.staff(Role.MANAGER, shop.id());
    }

    /** Books a movement of long ago, as it would have been then. */
    private void moved(ProductId what, String at, int delta, String reason) {
        books.change(
                """
                WITH changed AS (
                    UPDATE stock SET on_hand = on_hand + moved.delta, ledger_seq = ledger_seq + 1
                    FROM (SELECT CAST(? AS numeric) AS delta) AS moved
                    WHERE store_id = ? AND product_id = ? RETURNING stock.*, moved.delta)
                INSERT INTO stock_movement (store_id, product_id, seq, occurred_at, delta, balance_after, reason, reference,
                                            actor_id)
                SELECT store_id, product_id, ledger_seq, ?, delta, on_hand, ?, 'delivery ' || ledger_seq, ? FROM changed
                """,
                delta,
                shop.id(),
                what,
                Instant.parse(at),
                reason,
                manager.id().value());
    }

    private ValidatableResponse at(String moment) {
        return manager.request()
                .queryParam("store_id", shop.id().toString())
                .queryParam("product_id", product.toString())
                .queryParam("as_of", moment)
                .get("/api/v1/inventory")
                .then();
    }

    @Test
    void everyMomentIsAsTheLedgerHasIt() {
        // Partitions of these months: none, as in a shop that was moved here; and two beside each other.
        assertTrue(books.count("SELECT ensure_month_partitions('stock_movement', DATE '2024-02-01', 2)") >= 0);
        moved(product, "2023-11-05T10:00:00Z", 7, "RECEIPT");
        moved(product, "2024-02-29T23:59:59.999Z", 5, "RECEIPT");
        moved(product, "2024-03-01T00:00:00Z", -2, "DAMAGE");
        moved(product, "2024-03-01T00:00:00.001Z", -3, "SALE");
        moved(product, "2024-05-01T12:00:00Z", 90, "RECEIPT");
        Map<String, Integer> expected = Map.ofEntries(
                Map.entry("2001-01-01T00:00:00Z", 0),
                Map.entry("2023-11-05T09:59:59.999Z", 0),
                Map.entry("2023-11-05T10:00:00Z", 7),
                Map.entry("2024-02-29T23:59:59.998Z", 7),
                Map.entry("2024-02-29T23:59:59.999Z", 12),
                Map.entry("2024-03-01T00:00:00Z", 10),
                Map.entry("2024-03-01T00:00:00.001Z", 7),
                Map.entry("2024-04-30T23:59:59Z", 7),
                Map.entry("2024-05-01T12:00:00Z", 97));
        expected.forEach((moment, onHand) -> at(moment)
                .statusCode(200)
                .body("data.on_hand", contains(onHand))
                .body("data.reserved", contains(nullValue()))
                .body("data.available", contains(nullValue()))
                .body("meta.total", equalTo(1)));
        expected.forEach((moment, onHand) -> assertEquals(
                (long) onHand,
                books.count(
                        "SELECT coalesce(sum(delta), 0)::bigint FROM stock_movement WHERE product_id = ? AND occurred_at <= ?",
                        product,
                        Instant.parse(moment))));
    }

    @Test
    void theWholeStoreAtAMoment() {
        ProductId other = shop.product("1.00", 4);
        String before = "2024-01-01T00:00:00Z";
        moved(product, "2023-01-01T00:00:00Z", 6, "RECEIPT");
        Response page = manager.request()
                .queryParam("store_id", shop.id().toString())
                .queryParam("as_of", before)
                .queryParam("limit", 1)
                .get("/api/v1/inventory");
        String cursor = page.then()
                .statusCode(200)
                .body("meta.total", equalTo(2))
                .extract()
                .path("meta.next_cursor");
        Response next = manager.request()
                .queryParam("store_id", shop.id().toString())
                .queryParam("as_of", before)
                .queryParam("cursor", cursor)
                .get("/api/v1/inventory");
        next.then().statusCode(200).body("meta.next_cursor", nullValue());
        List<Map<String, Object>> rows = new ArrayList<>(page.jsonPath().getList("data"));
        rows.addAll(next.jsonPath().getList("data"));
        assertEquals(6, onHand(rows, product));
        assertEquals(0, onHand(rows, other));
    }

    private static Object onHand(List<Map<String, Object>> rows, ProductId of) {
        return rows.stream()
                .filter(row -> row.get("product_id").equals(of.toString()))
                .findFirst()
                .orElseThrow()
                .get("on_hand");
    }

    @Test
    void whatCannotBeToldIsRefused() {
        at("2999-01-01T00:00:00Z").statusCode(400).body("error.details.fields.field", contains("as_of"));
        at("yesterday").statusCode(400).body("error.details.fields.field", contains("as_of"));
        manager.request()
                .queryParam("as_of", "2024-01-01T00:00:00Z")
                .queryParam("level", "LOW")
                .get("/api/v1/inventory")
                .then()
                .statusCode(400)
                .body("error.details.fields.field", contains("level"));
    }

    private Response movements(String... filter) {
        var request = manager.request().queryParam("store_id", shop.id().toString());
        for (int i = 0; i < filter.length; i += 2) {
            request.queryParam(filter[i], filter[i + 1]);
        }
        return request.get("/api/v1/inventory/movements");
    }

    @Test
    void theLedgerIsFilteredByAllThatALineSays() {
        ProductId other = shop.product("1.00", 4);
        moved(product, "2023-01-01T00:00:00Z", 6, "RECEIPT");
        moved(product, "2023-01-02T00:00:00Z", -1, "DAMAGE");
        moved(other, "2023-01-03T00:00:00Z", -2, "DAMAGE");
        movements().then().statusCode(200).body("meta.total", equalTo(4));
        movements("reason", "DAMAGE")
                .then()
                .body("data.delta", contains(-2, -1))
                .body("meta.total", equalTo(2));
        movements("reason", "DAMAGE", "product_id", product.toString()).then().body("data.delta", contains(-1));
        movements("product_id", product.toString()).then().body("data.seq", contains(2, 1));
        movements("actor_id", manager.id().toString()).then().body("data.delta", contains(-2, -1, 6));
        movements("actor_id", shop.admin().id().toString()).then().body("data.delta", contains(4));
        movements("reference", "delivery 2").then().body("data.delta", contains(-2, -1));
        movements("reference", "delivery").then().body("data", empty());
        movements("from", "2023-01-02T00:00:00Z", "to", "2023-01-03T00:00:00Z")
                .then()
                .body("data.delta", contains(-1));
        movements("to", "2023-01-02").then().body("data.delta", contains(6));
        movements("from", "2023-13-01").then().statusCode(400).body("error.details.fields.field", contains("from"));
        movements("reason", "no such").then().statusCode(400).body("error.details.fields.field", contains("reason"));
        Account stranger = accounts.staff(Role.MANAGER, shops.open().id());
        stranger.request()
                .queryParam("reference", "delivery 2")
                .queryParam("actor_id", manager.id().toString())
                .get("/api/v1/inventory/movements")
                .then()
                .body("data", empty());
    }

    @Test
    void aDateIsMidnightWhereTheStoreIs() {
        shop.admin()
                .request()
                .body("{\"timezone\": \"Asia/Tokyo\"}")
                .patch("/api/v1/stores/" + shop.id())
                .then()
                .statusCode(200);
        moved(product, "2023-01-01T14:59:59Z", 1, "RECEIPT");
        moved(product, "2023-01-01T15:00:00Z", 2, "RECEIPT");
        movements("from", "2023-01-02").then().body("data.delta", contains(2));
        movements("to", "2023-01-02").then().body("data.delta", contains(1));
    }

    @Test
    void cursorsGoThroughTheLedgerOfOneProductAndOfAll() {
        for (int day = 1; day <= 5; day++) {
            moved(product, "2023-01-0" + day + "T00:00:00Z", day, "RECEIPT");
        }
        assertEquals(List.of(5, 4, 3, 2, 1), walk("product_id", product.toString()));
        assertEquals(List.of(5, 4, 3, 2, 1), walk());
        assertEquals(List.of(4, 3, 2), walk("from", "2023-01-02", "to", "2023-01-05"));
    }

    private List<Integer> walk(String... filter) {
        List<Integer> deltas = new ArrayList<>();
        String cursor = null;
        do {
            List<String> asked = new ArrayList<>(List.of(filter));
            asked.addAll(List.of("limit", "2"));
            if (cursor != null) {
                asked.addAll(List.of("cursor", cursor));
            }
            Response page = movements(asked.toArray(String[]::new));
            deltas.addAll(page.then().statusCode(200).extract().path("data.delta"));
            cursor = page.path("meta.next_cursor");
        } while (cursor != null);
        return deltas;
    }
}
