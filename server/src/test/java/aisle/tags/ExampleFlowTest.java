package aisle.tags;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import aisle.testing.Accounts;
import aisle.testing.Accounts.Account;
import aisle.testing.AisleTest;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** From nothing to a tagged product in a store, as somebody does it who tries the shop for the first time. */
@AisleTest
class ExampleFlowTest {
    @Inject
    Accounts accounts;

    private static String created(Account who, String path, Map<String, ?> body) {
        return who.request()
                .body(body)
                .post(path)
                .then()
                .statusCode(201)
                .extract()
                .path("data.id");
    }

    @Test
    void registerOpenAStoreSellAndTag() {
        String email = "flow-" + UUID.randomUUID() + "@test.example";
        Map<String, String> person = Map.of("email", email, "password", Accounts.PASSWORD, "full_name", "Ann Flow");
        String token = given().contentType("application/json")
                .body(person)
                .post("/api/v1/auth/register")
                .then()
                .statusCode(201)
                .extract()
                .path("data.access_token");
        Map<String, String> store = Map.of("name", "Flow " + UUID.randomUUID());
        // Whoever registers is a customer, and customers open no stores; nor does anybody else who is not signed in.
        given().auth()
                .oauth2(token)
                .contentType("application/json")
                .body(store)
                .post("/api/v1/stores")
                .then()
                .statusCode(403);
        given().contentType("application/json")
                .body(store)
                .post("/api/v1/stores")
                .then()
                .statusCode(401);

        Account admin = accounts.admin();
        String storeId = created(admin, "/api/v1/stores", store);
        String productId =
                created(admin, "/api/v1/products", Map.of("name", "Chair " + UUID.randomUUID(), "price", 15.99));
        String place = "/api/v1/stores/" + storeId;
        admin.request().put(place + "/products/" + productId).then().statusCode(204);
        String tagId = created(admin, place + "/tags", Map.of("name", "Furniture"));
        admin.request()
                .post("/api/v1/products/" + productId + "/tags/" + tagId)
                .then()
                .statusCode(204);

        given().get(place + "/count").then().body("data.item_count", equalTo(1));
        given().get("/api/v1/catalog/products/" + productId + "?store_id=" + storeId)
                .then()
                .statusCode(200)
                .body("data.tags.name", contains("Furniture"));
    }
}
