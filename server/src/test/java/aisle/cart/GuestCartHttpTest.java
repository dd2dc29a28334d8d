package aisle.cart;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import aisle.kernel.ProductId;
import aisle.testing.Accounts;
import aisle.testing.AisleTest;
import aisle.testing.Books;
import aisle.testing.Crowd;
import aisle.testing.RecurringWork;
import aisle.testing.Shop;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Carts of people who are not signed in. */
@AisleTest
class GuestCartHttpTest {
    private static final String TOKEN = "X-Cart-Token";

    @Inject
    Shop shop;

    @Inject
    Accounts accounts;

    @Inject
    Books books;

    @Inject
    RecurringWork work;

    private static RequestSpecification guest(String token) {
        RequestSpecification request = given().contentType(ContentType.JSON);
        return token == null ? request : request.header(TOKEN, token);
    }

    private static String newGuest() {
        return guest(null).get("/api/v1/cart").then().statusCode(200).extract().header(TOKEN);
    }

    private static void choose(String token, Shop.Opened store) {
        guest(token)
                .body("{\"store_id\": \"" + store.id() + "\"}")
                .patch("/api/v1/cart")
                .then()
                .statusCode(200);
    }

    private static Response add(String token, ProductId product, String quantity) {
        return guest(token)
                .body("{\"product_id\": \"" + product + "\", \"quantity\": " + quantity + "}")
                .post("/api/v1/cart/items");
    }

    @Test
    void aGuestGetsATokenAtTheFirstCallAndACartWithTheFirstChange() {
        Shop.Opened store = shop.open();
        ProductId milk = store.product("1.50", 10);
        Response looked = guest(null).get("/api/v1/cart");
        looked.then().statusCode(200).body("data.id", nullValue()).body("data.version", equalTo(0));
        String token = looked.header(TOKEN);
        assertNotEquals(newGuest(), token);
        choose(token, store);
        add(token, milk, "2")
                .then()
                .statusCode(200)
                .header(TOKEN, token)
                .body("data.items[0].quantity", equalTo(2))
                .body("data.items[0].sold", equalTo(true))
                .body("data.totals.total.amount", equalTo("3.00"));
        guest(token).get("/api/v1/cart").then().header(TOKEN, token).body("data.items", hasSize(1));
        String line = add(token, milk, "1").path("data.items[0].id");
        guest(token)
                .body("{\"quantity\": 11}")
                .put("/api/v1/cart/items/" + line)
                .then()
                .statusCode(409)
                .body("error.code", equalTo("INSUFFICIENT_STOCK"));
        guest(token).delete("/api/v1/cart/items/" + line).then().statusCode(200).body("data.items", hasSize(0));
        guest(token).delete("/api/v1/cart").then().statusCode(200);
    }

    @Test
    void whoBringsNoTokenIsANewGuestEachTime() {
        Shop.Opened store = shop.open();
        Response first = guest(null)
                .header("Idempotency-Key", "one")
                .body("{\"store_id\": \"" + store.id() + "\"}")
                .patch("/api/v1/cart");
        Response second = guest(null)
                .header("Idempotency-Key", "one")
                .body("{\"store_id\": \"" + store.id() + "\"}")
                .patch("/api/v1/cart");
        first.then().statusCode(200);
        second.then().statusCode(200).body("data.id", not(equalTo((String) first.path("data.id"))));
        assertNotEquals(first.header(TOKEN), second.header(TOKEN));
    }

    @Test
    void aRetryOfAGuestChangesNothingMore() {
        Shop.Opened store = shop.open();
        ProductId milk = store.product("1.50", 10);
        String token = newGuest();
        String other = newGuest();
        choose(token, store);
        choose(other, store);
        String key = UUID.randomUUID().toString();
        String body = "{\"product_id\": \"" + milk + "\", \"quantity\": 2}";
        guest(token)
                .header("Idempotency-Key", key)
                .body(body)
                .post("/api/v1/cart/items")
                .then()
                .statusCode(200);
        guest(token)
                .header("Idempotency-Key", key)
                .body(body)
                .post("/api/v1/cart/items")
                .then()
                .statusCode(200)
                .header("Idempotent-Replayed", "true")
                .header(TOKEN, token)
                .body("data.items[0].quantity", equalTo(2));
        guest(other)
                .header("Idempotency-Key", key)
                .body(body)
                .post("/api/v1/cart/items")
                .then()
                .statusCode(200)
                .header("Idempotent-Replayed", nullValue())
                .header(TOKEN, other);
    }

    @Test
    void aTokenThatWasNotMadeHereFindsNothing() {
        for (String made : List.of("", "abc", "A".repeat(43), newGuest().substring(1) + "A", "ä", "0".repeat(5000))) {
            Response answer = guest(made).get("/api/v1/cart");
            answer.then().statusCode(200).body("data.id", nullValue());
            assertNotEquals(made, answer.header(TOKEN));
        }
    }

    @Test
    void theTokenIsKeptNowhere() {
        Shop.Opened store = shop.open();
        String token = newGuest();
        choose(token, store);
        assertEquals(
                0,
                books.count("SELECT count(*) FROM cart WHERE token_hash = ?", token.getBytes(StandardCharsets.UTF_8)));
        assertEquals(0, books.count("SELECT count(*) FROM audit_entry WHERE details::text LIKE ?", "%" + token + "%"));
    }

    @Test
    void whoIsSignedInHasItsOwnCartWhateverTokenComesAlong() {
        Shop.Opened store = shop.open();
        ProductId milk = store.product("1.50", 10);
        String token = newGuest();
        choose(token, store);
        add(token, milk, "2").then().statusCode(200);
        accounts.customer()
                .request()
                .header(TOKEN, token)
                .get("/api/v1/cart")
                .then()
                .statusCode(200)
                .header(TOKEN, nullValue())
                .body("data.id", nullValue());
    }

    @Test
    void aGuestsCartIsForgottenAfterItsTime() {
        Shop.Opened store = shop.open();
        String token = newGuest();
        choose(token, store);
        String id = guest(token).get("/api/v1/cart").path("data.id");
        Instant expires = Instant.parse(guest(token).get("/api/v1/cart").path("data.expires_at"));
        assertEquals(
                7, Duration.between(Instant.now().minusSeconds(600), expires).toDays());
        books.change("UPDATE cart SET expires_at = ? WHERE id = ?", Instant.EPOCH, UUID.fromString(id));
        guest(token).get("/api/v1/cart").then().body("data.id", nullValue());
        work.run("cart-expiry");
        assertEquals(0, books.count("SELECT count(*) FROM cart WHERE id = ?", UUID.fromString(id)));
        choose(token, store);
        guest(token).get("/api/v1/cart").then().body("data.id", not(equalTo(id)));
    }

    @Test
    void aCrowdWithOneNewTokenFillsOneCart() {
        Shop.Opened store = shop.open();
        ProductId milk = store.product("1.50", 1000);
        String token = newGuest();
        List<Integer> answers = Crowd.atOnce(32, i -> () -> {
            choose(token, store);
            return add(token, milk, "1").statusCode();
        });
        assertEquals(List.of(200), answers.stream().distinct().toList());
        guest(token).get("/api/v1/cart").then().body("data.items[0].quantity", equalTo(32));
    }

    @Test
    void whatIsSoldNoMoreIsShownAndAddsToNothing() {
        Shop.Opened store = shop.open();
        ProductId milk = store.product("1.50", 10);
        ProductId cheese = store.product("4.00", "KG", "3.5");
        String token = newGuest();
        choose(token, store);
        add(token, milk, "2").then().statusCode(200);
        add(token, cheese, "0.125").then().statusCode(200).body("data.totals.total.amount", equalTo("3.50"));
        add(token, milk, "0.5").then().statusCode(400);
        add(token, cheese, "0.0005").then().statusCode(400);
        store.admin()
                .request()
                .body("{\"price\": \"6.00\"}")
                .patch("/api/v1/products/" + cheese)
                .then()
                .statusCode(200);
        store.admin().request().delete("/api/v1/products/" + milk).then().statusCode(204);
        guest(token)
                .get("/api/v1/cart")
                .then()
                .body("data.items[0].sold", equalTo(false))
                .body("data.items[0].available_quantity", equalTo(0))
                .body("data.items[1].sold", equalTo(true))
                .body("data.items[1].previous_price.amount", equalTo("4.00"))
                .body("data.items[1].unit_price.amount", equalTo("6.00"))
                .body("data.items[1].available_quantity", equalTo(3.5f))
                .body("data.totals.total.amount", equalTo("0.75"));
    }
}
