package aisle.checkout;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import aisle.kernel.ProductId;
import aisle.testing.Accounts;
import aisle.testing.AisleTest;
import aisle.testing.Books;
import aisle.testing.Shop;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Buying without a sign-in: the cart by its token, the order by the token that comes with it. */
@AisleTest
class GuestCheckoutHttpTest {
    private static final String CONTACT =
            "\"contact\": {\"email\": \"Gus@Test.example\", \"full_name\": \"Gus Guest\", \"phone\": \"+353 1 555 0100\"}";

    @Inject
    Shop shop;

    @Inject
    Accounts accounts;

    @Inject
    Books books;

    @Test
    void aGuestBuysAndSeesTheOrderByItsTokenAlone() {
        Shop.Opened store = shop.open();
        ProductId product = store.product("2.00", 10);
        String cart = cart(store, product, 3);
        guest(cart)
                .body("{\"fulfillment_type\": \"PICKUP\"}")
                .post("/api/v1/checkout/preview")
                .then()
                .statusCode(200)
                .body("data.totals.total.amount", equalTo("6.00"));
        confirm(cart, "first", "{\"fulfillment_type\": \"PICKUP\", \"payment_method\": \"ON_DELIVERY\"}")
                .then()
                .statusCode(401)
                .body("error.code", equalTo("UNAUTHENTICATED"));
        String body = "{\"fulfillment_type\": \"PICKUP\", \"payment_method\": \"ON_DELIVERY\", " + CONTACT + "}";
        Response placed = confirm(cart, "first", body);
        String token = placed.then()
                .statusCode(201)
                .body("data.status", equalTo("CONFIRMED"))
                .body("data.customer", nullValue())
                .body("data.order_token", notNullValue())
                .extract()
                .path("data.order_token");
        confirm(cart, "first", body)
                .then()
                .statusCode(201)
                .header("Idempotent-Replayed", "true")
                .body("data.order_token", equalTo(token));
        guest(cart).get("/api/v1/cart").then().body("data.items", hasSize(0));
        books.assertStock(store.id(), product, "10", "3");

        String order = "/api/v1/orders/" + placed.path("data.id");
        given().header("X-Order-Token", token)
                .get(order)
                .then()
                .statusCode(200)
                .body("data.number", equalTo(placed.path("data.number")))
                .body("data.order_token", nullValue());
        given().header("X-Order-Token", token).get(order + "/history").then().statusCode(200);
        given().header("X-Order-Token", token)
                .get(order + "/calculation")
                .then()
                .statusCode(200);
        given().get(order).then().statusCode(401);
        given().header("X-Order-Token", token + "x").get(order).then().statusCode(404);
        accounts.customer().request().get(order).then().statusCode(404);
        accounts.customer()
                .request()
                .header("X-Order-Token", token)
                .get(order)
                .then()
                .statusCode(200);
        store.admin().request().get(order).then().statusCode(200);
        assertEquals(
                0,
                books.count(
                        "SELECT count(*) FROM orders WHERE store_id = ? AND position(convert_to('Gus', 'UTF8') IN contact_enc) > 0",
                        store.id()));
    }

    @Test
    void whatOnlySignedInCustomersHaveIsNotForGuests() {
        Shop.Opened store = shop.open();
        ProductId product = store.product("2.00", 10);
        String cart = cart(store, product, 1);
        String body = "{\"fulfillment_type\": \"DELIVERY\", \"payment_method\": \"ON_DELIVERY\", " + CONTACT + "%s}";
        confirm(cart, "a", body.formatted(", \"address_id\": \"" + UUID.randomUUID() + "\""))
                .then()
                .statusCode(401);
        confirm(cart, "b", body.formatted(", \"save_as_default\": true"))
                .then()
                .statusCode(400)
                .body("error.details.fields[0].field", equalTo("save_as_default"));
        accounts.customer()
                .request()
                .header("Idempotency-Key", "c")
                .body(body.formatted(""))
                .post("/api/v1/checkout/confirm")
                .then()
                .statusCode(400)
                .body("error.details.fields[0].field", equalTo("contact"));
        given().contentType(ContentType.JSON)
                .header("Idempotency-Key", "d")
                .body(store.pickup(product, 1))
                .post("/api/v1/orders")
                .then()
                .statusCode(401);
        books.assertStock(store.id(), product, "10", "0");
    }

    private static String cart(Shop.Opened store, ProductId product, int quantity) {
        String token =
                given().get("/api/v1/cart").then().statusCode(200).extract().header("X-Cart-Token");
        guest(token)
                .body("{\"store_id\": \"" + store.id() + "\"}")
                .patch("/api/v1/cart")
                .then()
                .statusCode(200);
        guest(token)
                .body("{\"product_id\": \"" + product + "\", \"quantity\": " + quantity + "}")
                .post("/api/v1/cart/items")
                .then()
                .statusCode(200);
        return token;
    }

    private static RequestSpecification guest(String cart) {
        return given().contentType(ContentType.JSON).header("X-Cart-Token", cart);
    }

    private static Response confirm(String cart, String key, String body) {
        return guest(cart).header("Idempotency-Key", key).body(body).post("/api/v1/checkout/confirm");
    }
}
