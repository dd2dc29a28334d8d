package aisle.stores;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import aisle.testing.AisleTest;
import org.junit.jupiter.api.Test;

@AisleTest
class StoresHttpTest {
    @Test
    void searchWithoutANameIsRefused() {
        given().get("/api/v1/stores/search")
                .then()
                .statusCode(400)
                .body("error.code", equalTo("VALIDATION_ERROR"))
                .body("error.details.fields.field", hasItem("name"));
    }

    @Test
    void aMalformedIdNamesNoStore() {
        given().get("/api/v1/stores/nonsense").then().statusCode(404).body("error.code", equalTo("STORE_NOT_FOUND"));
    }

    @Test
    void anUnknownQueryParameterIsNamed() {
        given().get("/api/v1/stores?limt=3").then().statusCode(400).body("error.details.fields.field", hasItem("limt"));
    }

    @Test
    void creatingNeedsASignIn() {
        given().contentType("application/json")
                .body("{\"name\": \"Anyone's\"}")
                .post("/api/v1/stores")
                .then()
                .statusCode(401)
                .body("error.code", equalTo("UNAUTHENTICATED"));
    }
}
