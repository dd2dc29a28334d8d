package aisle.staff;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import aisle.kernel.Role;
import aisle.stores.Store;
import aisle.testing.Accounts;
import aisle.testing.Accounts.Account;
import aisle.testing.AisleTest;
import aisle.testing.Books;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@AisleTest
class EmployeesHttpTest {
    @Inject
    Accounts accounts;

    @Inject
    Books books;

    private static Map<String, Object> details(Store store) {
        return new HashMap<>(Map.of(
                "name",
                "Pat Example",
                "position",
                "Baker",
                "store_id",
                store.id().toString()));
    }

    private static String create(Account manager, Map<String, Object> details) {
        return manager.request()
                .body(details)
                .post("/api/v1/employees")
                .then()
                .statusCode(201)
                .extract()
                .path("data.id");
    }

    @Test
    void aManagerKeepsTheRecordsOfItsStores() {
        Store store = accounts.store();
        Account manager = accounts.staff(Role.MANAGER, store.id());
        String id = create(manager, details(store));

        manager.request()
                .get("/api/v1/employees/" + id)
                .then()
                .statusCode(200)
                .body("data.name", equalTo("Pat Example"))
                .body("data.user_id", nullValue())
                .body("data.active", equalTo(true));
        String etag = manager.request().get("/api/v1/employees/" + id).header("ETag");
        manager.request()
                .header("If-Match", etag)
                .body(Map.of("position", "Butcher", "active", false))
                .patch("/api/v1/employees/" + id)
                .then()
                .statusCode(200)
                .body("data.position", equalTo("Butcher"))
                .body("data.name", equalTo("Pat Example"))
                .body("data.active", equalTo(false));
        manager.request()
                .header("If-Match", etag)
                .body(Map.of("position", "Baker"))
                .patch("/api/v1/employees/" + id)
                .then()
                .statusCode(412);
        manager.request().get("/api/v1/employees").then().body("data", hasSize(1));
        accounts.admin()
                .request()
                .queryParam("store_id", store.id().toString())
                .queryParam("active", false)
                .get("/api/v1/employees")
                .then()
                .statusCode(200)
                .body("data", hasSize(1));
        manager.request().delete("/api/v1/employees/" + id).then().statusCode(204);
        manager.request().get("/api/v1/employees/" + id).then().statusCode(404);
    }

    @Test
    void theRecordsOfOtherStoresDoNotExistForAManager() {
        Store store = accounts.store();
        Store other = accounts.store();
        Account admin = accounts.admin();
        Account manager = accounts.staff(Role.MANAGER, store.id());
        String id = create(admin, details(other));
        String path = "/api/v1/employees/" + id;

        manager.request().get(path).then().statusCode(404).body("error.code", equalTo("EMPLOYEE_NOT_FOUND"));
        manager.request().body(details(other)).put(path).then().statusCode(404);
        manager.request().body(Map.of("active", false)).patch(path).then().statusCode(404);
        manager.request().delete(path).then().statusCode(404);
        manager.request()
                .body(details(other))
                .post("/api/v1/employees")
                .then()
                .statusCode(403)
                .body("error.code", equalTo("WRONG_STORE"));
        manager.request().get("/api/v1/employees").then().body("data.id", not(hasItem(id)));
        assertEquals(1, books.count("SELECT count(*) FROM employee WHERE id = ? AND version = 1", UUID.fromString(id)));

        String own = create(manager, details(store));
        manager.request()
                .body(details(other))
                .put("/api/v1/employees/" + own)
                .then()
                .statusCode(403)
                .body("error.code", equalTo("WRONG_STORE"));
    }

    @Test
    void whoWorksThereAndShopsThereKeepsNoRecords() {
        Store store = accounts.store();
        Account employee = accounts.staff(Role.EMPLOYEE, store.id());
        employee.request().get("/api/v1/employees").then().statusCode(403);
        employee.request().body(details(store)).post("/api/v1/employees").then().statusCode(403);
        accounts.customer().request().get("/api/v1/employees").then().statusCode(403);
    }

    @Test
    void aRecordConfersNoRights() {
        Store store = accounts.store();
        Account user = accounts.staff(Role.EMPLOYEE);
        Map<String, Object> details = details(store);
        details.put("user_id", user.id().toString());
        create(accounts.admin(), details);

        assertEquals(0, books.count("SELECT count(*) FROM store_membership WHERE user_id = ?", user.id()));
        user.request().get("/api/v1/auth/me").then().body("data.stores", hasSize(0));
    }

    @Test
    void unknownStoresAndUsersAreNamed() {
        Account admin = accounts.admin();
        Map<String, Object> details = details(accounts.store());
        details.put("user_id", UUID.randomUUID().toString());
        admin.request()
                .body(details)
                .post("/api/v1/employees")
                .then()
                .statusCode(400)
                .body("error.details.fields[0].field", equalTo("user_id"));
        details.put("store_id", UUID.randomUUID().toString());
        admin.request()
                .body(details)
                .post("/api/v1/employees")
                .then()
                .statusCode(400)
                .body("error.details.fields[0].field", equalTo("store_id"));
    }

    @Test
    void theNameIsKeptEncryptedOnly() {
        Store store = accounts.store();
        String id = create(accounts.admin(), details(store));
        assertEquals(
                0,
                books.count(
                        "SELECT count(*) FROM employee WHERE id = ? AND (encode(person_enc, 'escape') LIKE '%Example%'"
                                + " OR employee::text LIKE '%Example%')",
                        UUID.fromString(id)));
    }
}
