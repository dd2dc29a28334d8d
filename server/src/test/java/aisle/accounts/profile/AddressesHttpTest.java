package aisle.accounts.profile;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import aisle.kernel.ProductId;
import aisle.testing.Accounts;
import aisle.testing.AisleTest;
import aisle.testing.Books;
import aisle.testing.Crowd;
import aisle.testing.Shop;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What users keep about themselves: profile, addresses, wishlist, and deliveries to an address that is kept. */
@AisleTest
class AddressesHttpTest {
    private static final String PATH = "/api/v1/me/addresses";
    private static final String DEFAULTS =
            "SELECT count(*) FROM customer_address a JOIN customer c ON c.id = a.customer_id"
                    + " WHERE c.user_id = ? AND a.is_default";

    @Inject
    Accounts accounts;

    @Inject
    Books books;

    @Inject
    Shop shops;

    private static Map<String, Object> address(String line1) {
        Map<String, Object> address = new HashMap<>();
        address.put("full_name", "Ann Lee");
        address.put("line1", line1);
        address.put("city", "Springfield");
        address.put("postcode", "01101");
        address.put("country", "US");
        return address;
    }

    private static ValidatableResponse add(Accounts.Account user, Map<String, Object> address) {
        return user.request().body(address).post(PATH).then();
    }

    private static String added(Accounts.Account user, String line1) {
        return add(user, address(line1)).statusCode(201).extract().path("data.id");
    }

    private static ValidatableResponse list(Accounts.Account user) {
        return user.request().get(PATH).then().statusCode(200);
    }

    private static void assertDefault(Accounts.Account user, String id) {
        list(user).body("data.findAll { it.is_default }.id", contains(id));
    }

    @Test
    void theFirstAddressIsTheDefaultUntilAnotherIsMadeIt() {
        Accounts.Account user = accounts.staff(aisle.kernel.Role.EMPLOYEE);
        list(user).body("data", empty());
        String first = added(user, "1 Main St");
        String second = added(user, "2 Main St");
        assertDefault(user, first);

        user.request()
                .patch(PATH + "/" + second + "/default")
                .then()
                .statusCode(200)
                .body("data.is_default", equalTo(true));
        assertDefault(user, second);

        Map<String, Object> third = address("3 Main St");
        third.put("is_default", true);
        third.put("label", "Home");
        String home = add(user, third)
                .statusCode(201)
                .body("data.label", equalTo("Home"))
                .extract()
                .path("data.id");
        assertDefault(user, home);
        third.put("is_default", false);
        third.put("line1", "33 Main St");
        third.remove("label");
        user.request()
                .body(third)
                .put(PATH + "/" + home)
                .then()
                .statusCode(200)
                .body("data.line1", equalTo("33 Main St"))
                .body("data.label", nullValue())
                .body("data.is_default", equalTo(true));

        user.request().delete(PATH + "/" + home).then().statusCode(204);
        assertDefault(user, second);
        user.request().delete(PATH + "/" + second).then().statusCode(204);
        user.request().delete(PATH + "/" + first).then().statusCode(204);
        list(user).body("data", empty());
        user.request().delete(PATH + "/" + first).then().statusCode(404);
    }

    @Test
    void nobodyReachesWhatSomebodyElseKeeps() {
        Accounts.Account owner = accounts.customer();
        String id = added(owner, "1 Main St");
        for (Accounts.Account other : List.of(accounts.customer(), accounts.admin())) {
            other.request()
                    .body(address("Elsewhere"))
                    .put(PATH + "/" + id)
                    .then()
                    .statusCode(404)
                    .body("error.code", equalTo("ADDRESS_NOT_FOUND"));
            other.request().patch(PATH + "/" + id + "/default").then().statusCode(404);
            other.request().delete(PATH + "/" + id).then().statusCode(404);
            list(other).body("data", empty());
        }
        list(owner).body("data.line1", contains("1 Main St")).body("data.is_default", contains(true));
    }

    @Test
    void anAddressIsKeptEncryptedAndWrongMembersAreNamed() {
        Accounts.Account user = accounts.customer();
        String id = added(user, "77 Hidden Lane");
        assertEquals(
                0,
                books.count(
                        "SELECT count(*) FROM customer_address a WHERE id = ?::uuid AND a::text LIKE '%'"
                                + " || encode('Hidden'::bytea, 'hex') || '%'",
                        id));
        add(user, Map.of("full_name", "\u00a0", "line1", " ", "country", "usa"))
                .statusCode(400)
                .body("error.details.fields.field", containsInAnyOrder("full_name", "line1", "city", "country"));
        user.request().get(PATH + "?owner=x").then().statusCode(400);
    }

    @Test
    void howeverManyChangeAtOnceOneIsTheDefault() {
        Accounts.Account user = accounts.customer();
        List<String> ids = Crowd.atOnce(8, i -> () -> added(user, i + " Main St"));
        assertEquals(1, books.count(DEFAULTS, user.id()));
        List<Integer> statuses = Crowd.atOnce(
                16,
                i -> () -> i % 4 == 3
                        ? user.request().delete(PATH + "/" + ids.get(i / 4)).statusCode()
                        : user.request()
                                .patch(PATH + "/" + ids.get(4 + i % 4) + "/default")
                                .statusCode());
        assertEquals(List.of(200, 204), statuses.stream().distinct().sorted().toList());
        assertEquals(1, books.count(DEFAULTS, user.id()));
        list(user).body("meta.total", equalTo(4));
    }

    @Test
    void ofManyWhoChangeWhatTheySawOneDoes() {
        Accounts.Account user = accounts.customer();
        String first = added(user, "1 Elm Street");
        String tag =
                add(user, address("2 Elm Street")).statusCode(201).extract().header("ETag");
        String second = list(user).extract().path("data[0].id");

        List<Integer> statuses = Crowd.atOnce(
                8,
                number -> () -> user.request()
                        .header("If-Match", tag)
                        .body(address("3 Elm Street"))
                        .put(PATH + "/" + second)
                        .statusCode());
        assertEquals(1, statuses.stream().filter(status -> status == 200).count(), statuses::toString);
        assertEquals(7, statuses.stream().filter(status -> status == 412).count(), statuses::toString);
        user.request()
                .header("If-Match", tag)
                .patch(PATH + "/" + second + "/default")
                .then()
                .statusCode(412)
                .body("error.details.version", equalTo(2));
        assertDefault(user, first);
        user.request()
                .header("If-Match", tag)
                .delete(PATH + "/" + second)
                .then()
                .statusCode(412);
        user.request()
                .header("If-Match", "\"2\"")
                .patch(PATH + "/" + second + "/default")
                .then()
                .statusCode(200)
                .header("ETag", "\"3\"")
                .body("data.version", equalTo(3));
        assertDefault(user, second);
        list(user).body("data.version", contains(3, 3));
    }

    @Test
    void aDeliveryGoesToAnAddressThatIsKept() {
        Shop.Opened shop = shops.open();
        shop.admin().request().body(Map.of("delivers", true)).patch("/api/v1/stores/" + shop.id());
        ProductId bread = shop.product("2.00", 10);
        Accounts.Account user = accounts.customer();
        String first = added(user, "1 Main St");
        String second = added(user, "2 Main St");

        order(user, shop, bread, Map.of("address_id", second, "save_as_default", true))
                .statusCode(201)
                .body("data.address.line1", equalTo("2 Main St"));
        assertDefault(user, second);
        order(user, shop, bread, Map.of("address_id", first))
                .statusCode(201)
                .body("data.address.line1", equalTo("1 Main St"));
        assertDefault(user, second);
        order(user, shop, bread, Map.of("address", address("9 New St"), "save_as_default", true))
                .statusCode(201)
                .body("data.address.line1", equalTo("9 New St"));
        list(user)
                .body("data.findAll { it.is_default }.line1", contains("9 New St"))
                .body("meta.total", equalTo(3));

        order(accounts.customer(), shop, bread, Map.of("address_id", first))
                .statusCode(404)
                .body("error.code", equalTo("ADDRESS_NOT_FOUND"));
        order(user, shop, bread, Map.of("address_id", first, "address", address("9 New St")))
                .statusCode(400)
                .body("error.details.fields.field", contains("address_id"));
        order(user, shop, bread, Map.of()).statusCode(422).body("error.code", equalTo("ADDRESS_REQUIRED"));
        // What is refused keeps nothing either: there are not so many.
        Map<String, Object> refused = new HashMap<>(Map.of("address", address("Nowhere"), "save_as_default", true));
        refused.put("quantity", 500);
        order(user, shop, bread, refused).statusCode(409);
        list(user).body("meta.total", equalTo(3));
    }

    private static ValidatableResponse order(
            Accounts.Account user, Shop.Opened shop, ProductId product, Map<String, Object> more) {
        Map<String, Object> body = new HashMap<>(more);
        Object quantity = body.remove("quantity");
        body.put("store_id", shop.id().toString());
        body.put("fulfillment_type", "DELIVERY");
        body.put("payment_method", "ON_DELIVERY");
        body.put(
                "items",
                List.of(Map.of("product_id", product.toString(), "quantity", quantity == null ? 1 : quantity)));
        return user.request()
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .body(body)
                .post("/api/v1/orders")
                .then();
    }

    @Test
    void oneSeesAndChangesOnesOwnProfile() {
        Accounts.Account user = accounts.customer();
        user.request()
                .body(Map.of("full_name", "Ann Lee"))
                .patch("/api/v1/me")
                .then()
                .statusCode(200)
                .body("data.full_name", equalTo("Ann Lee"));
        user.request()
                .get("/api/v1/me")
                .then()
                .statusCode(200)
                .body("data.full_name", equalTo("Ann Lee"))
                .body("data.email", equalTo(user.email()));
        user.request()
                .body(Map.of("role", "ADMIN"))
                .patch("/api/v1/me")
                .then()
                .statusCode(400)
                .body("error.details.fields.field", contains("role"));
        user.request().body(Map.of("full_name", " ")).patch("/api/v1/me").then().statusCode(400);
    }

    @Test
    void aWishIsThereOnceAndOnlyForItsOwner() {
        Shop.Opened shop = shops.open();
        ProductId bread = shop.product("2.00", 1);
        ProductId milk = shop.product("1.00", 1);
        Accounts.Account user = accounts.customer();
        String wishlist = "/api/v1/me/wishlist";
        for (ProductId product : List.of(bread, bread, milk)) {
            user.request()
                    .body(Map.of("product_id", product.toString()))
                    .post(wishlist)
                    .then()
                    .statusCode(204);
        }
        Crowd.atOnce(
                8,
                i -> () -> user.request()
                        .body(Map.of("product_id", bread.toString()))
                        .post(wishlist)
                        .statusCode());
        user.request()
                .get(wishlist)
                .then()
                .statusCode(200)
                .body("data.product_id", contains(milk.toString(), bread.toString()));
        user.request()
                .body(Map.of("product_id", UUID.randomUUID().toString()))
                .post(wishlist)
                .then()
                .statusCode(404)
                .body("error.code", equalTo("PRODUCT_NOT_FOUND"));
        accounts.customer().request().delete(wishlist + "/" + milk).then().statusCode(204);
        accounts.customer().request().get(wishlist).then().body("data", empty());
        user.request().delete(wishlist + "/" + bread).then().statusCode(204);
        user.request().delete(wishlist + "/" + bread).then().statusCode(204);
        user.request().get(wishlist).then().body("data.product_id", contains(milk.toString()));
        shop.admin().request().delete("/api/v1/products/" + milk);
        user.request().get(wishlist).then().statusCode(200);
    }
}
