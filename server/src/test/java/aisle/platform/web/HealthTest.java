package aisle.platform.web;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import aisle.testing.AisleTest;
import org.hamcrest.Matchers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@AisleTest
class HealthTest {
    @ParameterizedTest
    @ValueSource(strings = {"/healthz", "/readyz", "/health/db"})
    void answersItsStatusAndNothingElse(String path) {
        given().get(path).then().statusCode(200).body("", equalTo(java.util.Map.of("status", "ok")));
        given().head(path).then().statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/health", "/api/v1/health"})
    void saysWhatRunsHere(String path) {
        given().get(path)
                .then()
                .statusCode(200)
                .body("status", equalTo("ok"))
                .body("environment", equalTo("development"))
                .body("version", not(Matchers.emptyOrNullString()));
        given().head(path).then().statusCode(200);
    }

    @Test
    void aTokenThatIsNotValidDoesNotMatter() {
        given().header("Authorization", "Bearer nonsense")
                .get("/healthz")
                .then()
                .statusCode(200);
    }
}
