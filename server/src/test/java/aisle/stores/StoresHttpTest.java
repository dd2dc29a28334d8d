package aisle.stores;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aisle.kernel.Role;
import aisle.testing.Accounts;
import aisle.testing.Accounts.Account;
import aisle.testing.AisleTest;
import aisle.testing.Books;
import aisle.testing.Crowd;
import aisle.testing.NaughtyStrings;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

@AisleTest
class StoresHttpTest {
    @Inject
    Accounts accounts;

    @Inject
    Books books;

    @Test
    void aNameAloneOpensAStore() {
        Account admin = accounts.admin();
        String name = "Corner " + UUID.randomUUID();
        String id = admin.request()
                .body("{\"name\": \"" + name + "\"}")
                .post("/api/v1/stores")
                .then()
                .statusCode(201)
                .body("data.name", equalTo(name))
                .body("data.currency", equalTo("USD"))
                .body("data.timezone", equalTo("UTC"))
                .body("data.address", nullValue())
                .body("data.active", equalTo(true))
                .extract()
                .path("data.id");
        given().get("/api/v1/stores/" + id).then().statusCode(200).body("data.name", equalTo(name));
        given().queryParam("name", name.toUpperCase(java.util.Locale.ROOT))
                .get("/api/v1/stores/search")
                .then()
                .body("data.id", contains(id))
                .body("meta.total", equalTo(1));
        given().queryParam("name", "%").get("/api/v1/stores/search").then().body("data", hasSize(0));
        assertEquals(
                1,
                books.count("SELECT count(*) FROM audit_entry WHERE action = 'store.created' AND resource_id = ?", id));
    }

    @Test
    void aPatchChangesWhatItNamesAndNullClears() {
        Account admin = accounts.admin();
        String id = accounts.store().id().toString();
        String path = "/api/v1/stores/" + id;
        admin.request()
                .body("""
                        {"address": {"line1": "1 Quay", "city": "Cork", "country": "IE"}, "timezone": "Europe/Dublin",
                         "opening_hours": {"monday": [{"open": "08:00", "close": "20:30"}]}, "postcodes": ["T12"]}
                        """)
                .patch(path)
                .then()
                .statusCode(200)
                .body("data.address.city", equalTo("Cork"))
                .body("data.opening_hours.monday[0].close", equalTo("20:30"))
                .body("data.version", equalTo(2));
        admin.request()
                .body("{\"address\": null, \"delivers\": false}")
                .patch(path)
                .then()
                .statusCode(200)
                .body("data.address", nullValue())
                .body("data.delivers", equalTo(false))
                .body("data.timezone", equalTo("Europe/Dublin"));
        admin.request()
                .body("{\"timezone\": \"Mars/Olympus\"}")
                .patch(path)
                .then()
                .statusCode(400)
                .body("error.details.fields.field", contains("timezone"));
        admin.request()
                .body("{\"address\": {\"line1\": \"\", \"country\": \"Eire\"}, \"name\": \" \"}")
                .patch(path)
                .then()
                .statusCode(400)
                .body(
                        "error.details.fields.field",
                        hasItems("address.line1", "address.city", "address.country", "name"));
        given().get(path).then().body("data.version", equalTo(3));
    }

    @Test
    void oneOfManyGetsAName() {
        Account admin = accounts.admin();
        String body = "{\"name\": \"Market " + UUID.randomUUID() + "\"}";
        List<Integer> created = Crowd.atOnce(
                20, i -> () -> admin.request().body(body).post("/api/v1/stores").statusCode());
        assertEquals(1, created.stream().filter(status -> status == 201).count());
        assertEquals(19, created.stream().filter(status -> status == 409).count());
        String other = accounts.store().id().toString();
        admin.request()
                .body(body)
                .patch("/api/v1/stores/" + other)
                .then()
                .statusCode(409)
                .body("error.code", equalTo("STORE_NAME_TAKEN"));
    }

    @RepeatedTest(20)
    void puttingAnUnknownIdOpensAStoreOnce() {
        Account admin = accounts.admin();
        String path = "/api/v1/stores/" + UUID.randomUUID();
        String body = "{\"name\": \"Put " + UUID.randomUUID() + "\"}";
        List<Integer> statuses =
                Crowd.atOnce(8, i -> () -> admin.request().body(body).put(path).statusCode());
        assertEquals(1, statuses.stream().filter(status -> status == 201).count());
        assertEquals(7, statuses.stream().filter(status -> status == 200).count());
        given().get(path).then().body("data.id", equalTo(path.substring(path.lastIndexOf('/') + 1)));
    }

    @Test
    void aRepeatedRequestWithAKeyGetsTheFirstAnswer() {
        Account admin = accounts.admin();
        String body = "{\"name\": \"Twice " + UUID.randomUUID() + "\"}";
        String id = admin.request()
                .header("Idempotency-Key", "open")
                .body(body)
                .post("/api/v1/stores")
                .then()
                .statusCode(201)
                .extract()
                .path("data.id");
        admin.request()
                .header("Idempotency-Key", "open")
                .body(body)
                .post("/api/v1/stores")
                .then()
                .statusCode(201)
                .header("Idempotent-Replayed", "true")
                .header("Location", endsWith("/api/v1/stores/" + id))
                .body("data.id", equalTo(id));
    }

    @Test
    void onlyAdministratorsOpenStores() {
        String body = "{\"name\": \"Mine " + UUID.randomUUID() + "\"}";
        given().contentType("application/json")
                .body(body)
                .post("/api/v1/stores")
                .then()
                .statusCode(401)
                .body("error.code", equalTo("UNAUTHENTICATED"));
        accounts.staff(Role.MANAGER)
                .request()
                .body(body)
                .post("/api/v1/stores")
                .then()
                .statusCode(403)
                .body("error.code", equalTo("FORBIDDEN"));
    }

    @Test
    void whatIsAskedWronglyIsNamed() {
        given().get("/api/v1/stores/search")
                .then()
                .statusCode(400)
                .body("error.code", equalTo("VALIDATION_ERROR"))
                .body("error.details.fields.field", hasItem("name"));
        given().get("/api/v1/stores/nonsense").then().statusCode(404).body("error.code", equalTo("STORE_NOT_FOUND"));
        given().get("/api/v1/stores?limt=3&limit=0")
                .then()
                .statusCode(400)
                .body("error.details.fields.field", hasItem("limt"));
        given().get("/api/v1/stores?limit=101&offset=-1")
                .then()
                .statusCode(400)
                .body("error.details.fields.field", hasItems("limit", "offset"));
        given().get("/api/v1/nothing").then().statusCode(404).body("error.code", equalTo("NOT_FOUND"));
        given().delete("/api/v1/stores").then().statusCode(405).body("error.code", equalTo("METHOD_NOT_ALLOWED"));
    }

    @Test
    void aStoreIsTurnedOffAndOn() {
        Account admin = accounts.admin();
        String path = "/api/v1/stores/" + accounts.store().id();
        admin.request()
                .header("If-Match", "\"1\"")
                .patch(path + "/toggle")
                .then()
                .statusCode(200)
                .body("data.active", equalTo(false))
                .body("data.version", equalTo(2));
        admin.request()
                .header("If-Match", "\"1\"")
                .patch(path + "/toggle")
                .then()
                .statusCode(412);
        admin.request().patch(path + "/toggle").then().statusCode(200).body("data.active", equalTo(true));
        // Nothing that could be changed is other than before.
        admin.request().body("{}").patch(path).then().statusCode(200).body("data.version", equalTo(3));
    }

    @Test
    void postcodesAreKeptInOneWriting() {
        Account admin = accounts.admin();
        String path = "/api/v1/stores/" + accounts.store().id();
        admin.request()
                .body("{\"postcodes\": [\" d02* \", \"D08 FH20\", \"d08fh20\", \"1010-001\"]}")
                .patch(path)
                .then()
                .statusCode(200)
                .body("data.postcodes", contains("D02*", "D08FH20", "1010-001"));
        for (String wrong : List.of("*", "D*2", "", "!", "x".repeat(30))) {
            admin.request()
                    .body(Map.of("postcodes", List.of("D02", wrong)))
                    .patch(path)
                    .then()
                    .statusCode(400)
                    .body("error.details.fields.field", contains("postcodes[1]"));
        }
        List<String> many = IntStream.range(0, 5000).mapToObj(i -> "P" + i).toList();
        admin.request()
                .body(Map.of("postcodes", many))
                .patch(path)
                .then()
                .statusCode(200)
                .body("data.postcodes.size()", equalTo(5000));
    }

    @Test
    void openingHoursThatCannotBeAreNamed() {
        Account admin = accounts.admin();
        String path = "/api/v1/stores/" + accounts.store().id();
        admin.request()
                .body("""
                        {"opening_hours": {"monday": [{"open": "12:00", "close": "09:00"}],
                                           "friday": [{"open": "08:00", "close": "13:00"}, {"open": "12:59", "close": "00:00"}]}}
                        """)
                .patch(path)
                .then()
                .statusCode(400)
                .body(
                        "error.details.fields.field",
                        containsInAnyOrder("opening_hours.monday[0]", "opening_hours.friday[1]"));
        admin.request()
                .body("""
                        {"opening_hours": {"friday": [{"open": "08:00", "close": "13:00"}, {"open": "13:00", "close": "00:00"}]}}
                        """)
                .patch(path)
                .then()
                .statusCode(200)
                .body("data.opening_hours.friday[1].close", equalTo("00:00"));
    }

    @Test
    void anyNameComesBackUnchangedOrIsRefused() {
        Account admin = accounts.admin();
        String unique = UUID.randomUUID().toString();
        for (int i = 0; i < NaughtyStrings.ALL.size(); i++) {
            String naughty = NaughtyStrings.ALL.get(i);
            String name = naughty + " " + unique + "-" + i + ".";
            Response answer = admin.request().body(Map.of("name", name)).post("/api/v1/stores");
            if (answer.statusCode() == 201) {
                assertEquals(name.strip(), answer.path("data.name"));
                String id = answer.path("data.id");
                given().queryParam("name", name.strip())
                        .queryParam("limit", 100)
                        .get("/api/v1/stores/search")
                        .then()
                        .statusCode(200)
                        .body("data.id", hasItem(id));
            } else {
                assertTrue(List.of(400, 409).contains(answer.statusCode()), naughty + ": " + answer.statusCode());
            }
        }
    }
}
