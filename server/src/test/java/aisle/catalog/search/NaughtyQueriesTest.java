package aisle.catalog.search;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.hasItem;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aisle.testing.Accounts;
import aisle.testing.Accounts.Account;
import aisle.testing.AisleTest;
import aisle.testing.NaughtyStrings;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Whatever somebody searches for, the answer is a list or a refusal. */
@AisleTest
class NaughtyQueriesTest {
    /** An address of more than some 4,000 characters is not read at all. */
    private static final int LONGEST = 1_900;

    @Inject
    Accounts accounts;

    private static void mustBeHarmless(String path, Map<String, Object> query, String text) {
        Response answer = given().queryParams(query).get("/api/v1" + path);
        assertTrue(
                List.of(200, 400).contains(answer.statusCode()), () -> path + " " + text + ": " + answer.statusCode());
    }

    @Test
    void anyTextCanBeSearchedFor() {
        List<String> texts = NaughtyStrings.ALL.stream()
                .filter(text -> URLEncoder.encode(text, StandardCharsets.UTF_8).length() <= LONGEST)
                .toList();
        assertTrue(texts.size() >= 515, () -> "only " + texts.size());
        for (String text : texts) {
            mustBeHarmless("/catalog/products", Map.of("q", text, "limit", 1, "facets", true), text);
            mustBeHarmless("/catalog/products", Map.of("tag", text, "brand", text, "limit", 1), text);
            mustBeHarmless("/catalog/autocomplete", Map.of("q", text), text);
        }
    }

    @Test
    void aProductOfAnyNameIsFoundByAPartOfIt() {
        Account admin = accounts.admin();
        String mark = UUID.randomUUID().toString();
        for (String text : NaughtyStrings.ALL) {
            String name = text + mark;
            Response made =
                    admin.request().body(Map.of("name", name, "price", 1)).post("/api/v1/products");
            if (made.statusCode() != 201) {
                assertEquals(400, made.statusCode(), text);
                continue;
            }
            given().queryParam("name", name)
                    .queryParam("limit", 100)
                    .get("/api/v1/catalog/products")
                    .then()
                    .statusCode(200)
                    .body("data.name", hasItem(name));
        }
    }
}
