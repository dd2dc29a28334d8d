package aisle.platform.web;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aisle.kernel.ProductId;
import aisle.testing.Accounts.Account;
import aisle.testing.AisleTest;
import aisle.testing.Client;
import aisle.testing.Client.Reply;
import aisle.testing.Crowd;
import aisle.testing.Shop;
import com.fasterxml.jackson.databind.JsonNode;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Cursors and totals as a client meets them. */
@AisleTest
class PagingHttpTest {
    @Inject
    Shop shop;

    private Client client;
    private Shop.Opened store;

    @BeforeEach
    void open() {
        client = new Client("http://localhost:" + RestAssured.port);
        store = shop.open();
    }

    private String sold(String more) {
        return "/api/v1/stores/" + store.id() + "/products?limit=2&" + more;
    }

    private static List<String> ids(JsonNode body) {
        return body.path("data").findValuesAsText("id").stream()
                .filter(id -> id.length() == 36)
                .toList();
    }

    private List<JsonNode> walk(String path, Account account) throws Exception {
        String token = account == null ? null : account.token();
        List<JsonNode> rows = new ArrayList<>();
        String cursor = null;
        do {
            Reply page = client.get(cursor == null ? path : path + "&cursor=" + cursor, token);
            assertEquals(200, page.status(), page.body().toString());
            page.body().path("data").forEach(rows::add);
            JsonNode meta = page.body().path("meta");
            assertEquals(cursor == null, !meta.path("offset").isNull());
            cursor = meta.path("next_cursor").isNull()
                    ? null
                    : meta.path("next_cursor").asText();
        } while (cursor != null);
        return rows;
    }

    @ParameterizedTest
    @ValueSource(strings = {"price", "-price", "name", "newest", "relevance"})
    void everySortOfProductsCanBeWalked(String sort) throws Exception {
        for (int i = 0; i < 7; i++) {
            store.product(i % 3 + ".50", 1);
        }
        List<String> whole = ids(client.get("/api/v1/stores/" + store.id() + "/products?sort=" + sort, null)
                .body());
        List<String> walked = walk(sold("sort=" + sort), null).stream()
                .map(row -> row.path("id").asText())
                .toList();
        assertEquals(7, new HashSet<>(walked).size());
        assertEquals(7, walked.size());
        assertTrue(whole.containsAll(walked));
    }

    @Test
    void listsOfTheBackOfficeAndOfCustomersCanBeWalked() throws Exception {
        for (int i = 0; i < 5; i++) {
            ProductId product = store.product("1.00", 5);
            store.admin()
                    .request()
                    .header("Idempotency-Key", UUID.randomUUID().toString())
                    .body(store.pickup(product, 1))
                    .post("/api/v1/orders")
                    .then()
                    .statusCode(201);
        }
        String here = "limit=2&store_id=" + store.id();
        for (String path : List.of("/api/v1/orders?", "/api/v1/inventory?", "/api/v1/inventory/movements?")) {
            List<JsonNode> rows = walk(path + here, store.admin());
            assertEquals(5, rows.size(), path);
            assertEquals(5, Set.copyOf(rows).size(), path);
        }
        assertEquals(
                5,
                Set.copyOf(walk("/api/v1/orders/my-orders?limit=2", store.admin()))
                        .size());
        for (String path : List.of("/api/v1/users?", "/api/v1/stores?", "/api/v1/categories?", "/api/v1/products?")) {
            Reply first = client.get(path + "limit=1", store.admin().token());
            Reply both = client.get(path + "limit=100", store.admin().token());
            assertTrue(both.body().path("meta").path("total").asLong() >= 1, path);
            assertEquals(1, first.body().path("data").size(), path);
        }
    }

    @Test
    void rowsThatStayAreSeenOnceWhileOthersComeAndGo() throws Exception {
        Set<String> staying = new HashSet<>();
        for (int i = 0; i < 12; i++) {
            staying.add(store.product(i % 4 + ".00", 1).toString());
        }
        AtomicBoolean walking = new AtomicBoolean(true);
        List<List<String>> seen = Crowd.atOnce(3, person -> () -> {
            if (person > 0) {
                while (walking.get()) {
                    ProductId passing = store.product(person + ".00", 1);
                    client.send(
                            "DELETE",
                            "/api/v1/stores/" + store.id() + "/products/" + passing,
                            store.admin().token(),
                            "");
                }
                return List.of();
            }
            List<String> walked = new ArrayList<>();
            try {
                for (String sort : List.of("price", "-price", "newest", "name")) {
                    List<String> once = walk(sold("sort=" + sort), null).stream()
                            .map(row -> row.path("id").asText())
                            .filter(staying::contains)
                            .toList();
                    walked.addAll(once);
                }
            } finally {
                walking.set(false);
            }
            return walked;
        });
        List<String> walked = seen.getFirst();
        assertEquals(4 * 12, walked.size());
        assertEquals(staying, new HashSet<>(walked));
    }

    @Test
    void aCursorIsWorthNothingElsewhere() throws Exception {
        for (int i = 0; i < 3; i++) {
            store.product("1.00", 1);
        }
        String cursor = client.get(sold("sort=price"), null)
                .body()
                .path("meta")
                .path("next_cursor")
                .asText();
        assertEquals(200, client.get(sold("sort=price&cursor=" + cursor), null).status());
        assertEquals(
                200,
                client.get(sold("sort=price&count=none&cursor=" + cursor).replace("limit=2", "limit=50"), null)
                        .status(),
                "limit and count only move within the list");
        byte[] bytes = Base64.getUrlDecoder().decode(cursor);
        List<String> wrong = new ArrayList<>(List.of(
                sold("sort=name&cursor=" + cursor),
                sold("cursor=" + cursor),
                sold("sort=price&min_price=0&cursor=" + cursor),
                "/api/v1/catalog/products?sort=price&cursor=" + cursor,
                "/api/v1/stores?cursor=" + cursor,
                sold("sort=price&cursor=%20"),
                sold("sort=price&cursor=" + URLEncoder.encode("Ä€ 💥", StandardCharsets.UTF_8)),
                sold("sort=price&cursor=AQ"),
                sold("sort=price&cursor=" + "A".repeat(3000))));
        for (int i = 0; i < bytes.length; i += 5) {
            byte[] bent = bytes.clone();
            bent[i] ^= 1;
            wrong.add(sold("sort=price&cursor=" + Base64.getUrlEncoder().encodeToString(bent)));
        }
        for (String path : wrong) {
            Reply reply = client.get(path, null);
            assertEquals(400, reply.status(), path);
            assertEquals("VALIDATION_ERROR", reply.errorCode(), path);
            JsonNode field =
                    reply.body().path("error").path("details").path("fields").path(0);
            assertEquals("cursor", field.path("field").asText(), path);
            assertTrue(field.path("message").asText().contains("without a cursor"), path);
        }
    }

    @Test
    void aCursorAndAnOffsetContradictEachOther() {
        given().get("/api/v1/stores?offset=0&cursor=AAAA")
                .then()
                .statusCode(400)
                .body("error.details.fields[0].field", equalTo("cursor"))
                .body("error.details.fields[0].code", equalTo("ambiguous"));
    }

    @Test
    void relevanceHasNoCursors() {
        store.product("1.00", 1);
        store.product("1.00", 1);
        given().get("/api/v1/catalog/products?q=product&limit=1")
                .then()
                .statusCode(200)
                .body("data", hasSize(1))
                .body("meta.next_cursor", nullValue());
        given().get("/api/v1/catalog/products?q=product&cursor=AAAA")
                .then()
                .statusCode(400)
                .body("error.details.fields[0].code", equalTo("unsupported"));
        store.admin()
                .request()
                .get("/api/v1/products?q=product&cursor=AAAA")
                .then()
                .statusCode(400)
                .body("error.details.fields[0].code", equalTo("unsupported"));
    }

    @Test
    void theTotalIsCountedAsAsked() {
        for (int i = 0; i < 3; i++) {
            store.product("1.00", 1);
        }
        given().get(sold("count=none"))
                .then()
                .statusCode(200)
                .body("data", hasSize(2))
                .body("meta.total", nullValue())
                .body("meta.total_relation", nullValue());
        for (String count : List.of("auto", "exact")) {
            given().get(sold("count=" + count))
                    .then()
                    .statusCode(200)
                    .body("meta.total", equalTo(3))
                    .body("meta.total_relation", equalTo("eq"));
        }
        given().get(sold("offset=7"))
                .then()
                .statusCode(200)
                .body("data", hasSize(0))
                .body("meta.total", equalTo(3));
        given().get(sold("count=some")).then().statusCode(400).body("error.details.fields[0].field", equalTo("count"));
    }
}
