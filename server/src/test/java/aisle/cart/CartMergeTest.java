package aisle.cart;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import aisle.accounts.signin.GuestCarts.MergedCart;
import aisle.accounts.signin.GuestCarts.MergedCart.Outcome;
import aisle.delivery.SlotData;
import aisle.kernel.CartId;
import aisle.kernel.CartLineId;
import aisle.kernel.ProductId;
import aisle.kernel.Quantity;
import aisle.kernel.SlotId;
import aisle.testing.Accounts;
import aisle.testing.Accounts.Account;
import aisle.testing.AisleTest;
import aisle.testing.Books;
import aisle.testing.Crowd;
import aisle.testing.Shop;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What becomes of a guest's cart when the guest signs in. */
@AisleTest
class CartMergeTest {
    private static final String TOKEN = "X-Cart-Token";

    @Inject
    Shop shop;

    @Inject
    Accounts accounts;

    @Inject
    Books books;

    @Inject
    SlotData data;

    private static RequestSpecification guest(String token) {
        return given().contentType(ContentType.JSON).header(TOKEN, token);
    }

    private static String newGuest(Shop.Opened store) {
        String token = given().get("/api/v1/cart").header(TOKEN);
        choose(guest(token), store);
        return token;
    }

    private static void choose(RequestSpecification who, Shop.Opened store) {
        who.body("{\"store_id\": \"" + store.id() + "\"}")
                .patch("/api/v1/cart")
                .then()
                .statusCode(200);
    }

    private static Response add(RequestSpecification who, ProductId product, String quantity) {
        return who.body("{\"product_id\": \"" + product + "\", \"quantity\": " + quantity + "}")
                .post("/api/v1/cart/items");
    }

    private static Response login(Account user, String token) {
        return guest(token)
                .body(Map.of("email", user.email(), "password", Accounts.PASSWORD))
                .post("/api/v1/auth/login");
    }

    @Test
    void bothCartsAddUpAsFarAsThereIsStock() {
        Shop.Opened store = shop.open();
        ProductId milk = store.product("1.00", 100);
        ProductId rare = store.product("2.00", 5);
        ProductId cheese = store.product("9.00", "KG", "3");
        ProductId gone = store.product("4.00", 5);
        Account user = accounts.customer();
        choose(user.request(), store);
        add(user.request(), milk, "1").then().statusCode(200);
        add(user.request(), rare, "3").then().statusCode(200);
        String token = newGuest(store);
        add(guest(token), milk, "2").then().statusCode(200);
        add(guest(token), rare, "4").then().statusCode(200);
        add(guest(token), cheese, "0.75").then().statusCode(200);
        add(guest(token), gone, "1").then().statusCode(200);
        store.adjust(gone, "{\"on_hand\": 0, \"reason\": \"COUNT\"}").then().statusCode(200);

        login(user, token)
                .then()
                .statusCode(200)
                .body("data.merged_cart.items", hasSize(4))
                .body(
                        "data.merged_cart.items.product_id",
                        equalTo(Stream.of(milk, rare, cheese, gone)
                                .map(ProductId::toString)
                                .toList()))
                .body("data.merged_cart.items.quantity", equalTo(List.of(3, 5, 0.75f, 0)))
                .body(
                        "data.merged_cart.items.outcome",
                        equalTo(List.of("ADDED", "REDUCED_TO_STOCK", "ADDED", "NOT_AVAILABLE")));
        user.request()
                .get("/api/v1/cart")
                .then()
                .body("data.items.quantity", equalTo(List.of(3, 5, 0.75f)))
                .body("data.store_id", equalTo(store.id().toString()));
        guest(token).get("/api/v1/cart").then().body("data.id", nullValue());
        login(user, token).then().statusCode(200).body("data.merged_cart", nullValue());
        user.request().get("/api/v1/cart").then().body("data.items", hasSize(3));
        assertEquals(
                1,
                books.count(
                        "SELECT count(*) FROM audit_entry WHERE action = 'cart.merged' AND actor_id = ?",
                        user.id().value()));
    }

    @Test
    void whoHasNothingYetGoesOnWhereTheGuestWasAndKeepsTheSlot() {
        Shop.Opened store = shop.open();
        ProductId milk = store.product("1.00", 100);
        SlotId slot = data.pickup(store.store(), 1);
        SlotId old = data.pickup(store.store(), 1);
        String token = newGuest(store);
        add(guest(token), milk, "2").then().statusCode(200);
        String hold = guest(token)
                .post("/api/v1/delivery-slots/" + slot + "/hold")
                .then()
                .statusCode(201)
                .extract()
                .path("data.id");
        String email = "merged-" + UUID.randomUUID() + "@test.example";
        String access = guest(token)
                .body(Map.of("email", email, "password", Accounts.PASSWORD, "full_name", "Ann"))
                .post("/api/v1/auth/register")
                .then()
                .statusCode(201)
                .body("data.merged_cart.items", hasSize(1))
                .extract()
                .path("data.access_token");
        given().auth()
                .oauth2(access)
                .get("/api/v1/cart")
                .then()
                .body("data.items[0].quantity", equalTo(2))
                .body("data.store_id", equalTo(store.id().toString()));
        given().auth()
                .oauth2(access)
                .post("/api/v1/delivery-slots/" + slot + "/hold")
                .then()
                .statusCode(201)
                .body("data.id", equalTo(hold));
        String later = newGuest(store);
        guest(later).post("/api/v1/delivery-slots/" + old + "/hold").then().statusCode(201);
        guest(later)
                .contentType("application/x-www-form-urlencoded")
                .body("grant_type=password&username=" + email.replace("@", "%40") + "&password="
                        + Accounts.PASSWORD.replace(" ", "+"))
                .post("/api/v1/auth/token")
                .then()
                .statusCode(200);
        assertEquals(0, books.count("SELECT count(*) FROM slot_hold WHERE slot_id = ?", slot));
        assertEquals(1, books.count("SELECT count(*) FROM slot_hold WHERE slot_id = ?", old));
    }

    @Test
    void whoBuysElsewhereStaysThere() {
        Shop.Opened here = shop.open();
        Shop.Opened there = shop.open();
        ProductId milk = here.product("1.00", 10);
        ProductId bread = there.product("2.00", 10);
        Account user = accounts.customer();
        choose(user.request(), here);
        add(user.request(), milk, "1").then().statusCode(200);
        String token = newGuest(there);
        add(guest(token), bread, "1").then().statusCode(200);
        login(user, token)
                .then()
                .statusCode(200)
                .body("data.merged_cart.items.outcome", equalTo(List.of("NOT_AVAILABLE")));
        user.request()
                .get("/api/v1/cart")
                .then()
                .body("data.store_id", equalTo(here.id().toString()))
                .body("data.items", hasSize(1));
    }

    @Test
    void aTokenOfNobodyMergesNothing() {
        Account user = accounts.customer();
        login(user, "nonsense").then().statusCode(200).body("data.merged_cart", nullValue());
        String unused = given().get("/api/v1/cart").header(TOKEN);
        login(user, unused).then().statusCode(200).body("data.merged_cart", nullValue());
        guest(unused)
                .body(Map.of("email", user.email(), "password", "wrong"))
                .post("/api/v1/auth/login")
                .then()
                .statusCode(401);
    }

    @Test
    void ofManySignInsWithOneTokenOneBringsTheCart() {
        Shop.Opened store = shop.open();
        ProductId milk = store.product("1.00", 100);
        Account user = accounts.customer();
        choose(user.request(), store);
        add(user.request(), milk, "1").then().statusCode(200);
        String token = newGuest(store);
        add(guest(token), milk, "2").then().statusCode(200);
        List<Object> merged = Crowd.atOnce(8, i -> () -> {
            Response answer = login(user, token);
            answer.then().statusCode(200);
            return answer.path("data.merged_cart") != null;
        });
        assertEquals(1, merged.stream().filter(Boolean.TRUE::equals).count());
        user.request().get("/api/v1/cart").then().body("data.items[0].quantity", equalTo(3));
    }

    /** What a guest adds while it is signing in is in one of the two carts afterwards, and not in both. */
    @Test
    void nothingIsLostOrDoubledWhileAGuestGoesOnAdding() {
        Shop.Opened store = shop.open();
        ProductId milk = store.product("1.00", 1000);
        Account user = accounts.customer();
        String token = newGuest(store);
        add(guest(token), milk, "1").then().statusCode(200);
        choose(user.request(), store);
        List<Integer> statuses = Crowd.atOnce(24, i -> () -> {
            if (i % 6 == 0) {
                return login(user, token).statusCode();
            }
            Response answer = i % 2 == 0 ? add(user.request(), milk, "1") : add(guest(token), milk, "1");
            // A guest whose cart has just been taken along has chosen no store yet.
            return answer.statusCode();
        });
        long refused = statuses.stream()
                .filter(status -> status == 422 || status == 404)
                .count();
        assertEquals(24, statuses.stream().filter(status -> status == 200).count() + refused);
        login(user, token).then().statusCode(200);
        user.request().get("/api/v1/cart").then().body("data.items[0].quantity", equalTo((int) (1 + 20 - refused)));
    }

    @Test
    void aFullCartTakesNoMoreProducts() {
        List<Cart.Line> full =
                Stream.generate(CartMergeTest::line).limit(Carts.MAX_LINES - 1).toList();
        Cart.Line known = full.getFirst();
        Cart.Line first = line();
        Cart.Line second = line();
        List<MergedCart.Line> lines = CartMerge.lines(cart(full), cart(List.of(first, known, second)), null);
        assertEquals(
                List.of(Outcome.ADDED, Outcome.ADDED, Outcome.CART_FULL),
                lines.stream().map(MergedCart.Line::outcome).toList());
        assertEquals(
                List.of(Quantity.of(1), Quantity.of(2), Quantity.ZERO),
                lines.stream().map(MergedCart.Line::quantity).toList());
    }

    private static Cart cart(List<Cart.Line> lines) {
        return new Cart(new CartId(UUID.randomUUID()), null, null, lines, 1, Instant.EPOCH, null);
    }

    private static Cart.Line line() {
        return new Cart.Line(
                new CartLineId(UUID.randomUUID()), new ProductId(UUID.randomUUID()), Quantity.of(1), BigDecimal.ONE);
    }
}
