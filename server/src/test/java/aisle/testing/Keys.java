package aisle.testing;

import aisle.testing.Accounts.Account;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.Map;

/** New API keys for a test. */
public final class Keys {
    private Keys() {}

    /** An API key as its maker got it. */
    public record Key(String id, String secret) {
        /** A JSON request that a machine sends with it. */
        public RequestSpecification request() {
            return RestAssured.given().auth().oauth2(secret).contentType(ContentType.JSON);
        }
    }

    /** A key with this request body. */
    public static Key make(Account admin, Map<String, ?> details) {
        Response made = admin.request().body(details).post("/api/v1/admin/api-keys");
        made.then().statusCode(201);
        return new Key(made.path("data.api_key.id"), made.path("data.secret"));
    }
}
