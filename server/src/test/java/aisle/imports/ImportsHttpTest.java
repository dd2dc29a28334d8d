package aisle.imports;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.junit.jupiter.api.Assertions.assertEquals;

import aisle.kernel.Role;
import aisle.stores.Store;
import aisle.testing.Accounts;
import aisle.testing.Accounts.Account;
import aisle.testing.AisleTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@AisleTest
class ImportsHttpTest {
    @Inject
    Accounts accounts;

    private final String sku = "H" + UUID.randomUUID();

    @Test
    @Timeout(60)
    void aFileIsImportedInTheBackground() {
        Account manager = accounts.staff(Role.MANAGER);
        String location = upload(manager, "code,title,cost\n" + sku + ",Tea,1.50\n" + sku + "b,\"=1+1\",-2\n")
                .statusCode(202)
                .body("data.status", equalTo("QUEUED"))
                .body("data.mapping.name", equalTo(java.util.List.of("title")))
                .body("data.total_rows", equalTo(null))
                .extract()
                .header("Location");

        ended(manager, location)
                .body("data.status", equalTo("COMPLETED"))
                .body("data.total_rows", equalTo(2))
                .body("data.processed", equalTo(2))
                .body("data.created", equalTo(1))
                .body("data.failed", equalTo(1))
                .body("data.errors[0].row", equalTo(3))
                .body("data.errors[0].column", equalTo("cost"))
                .body("data.errors[0].reason", equalTo("must not be negative"))
                .body("data.errors[0].value", equalTo("-2"));
        String csv = given().auth()
                .oauth2(manager.token())
                .get(location + "/errors.csv")
                .then()
                .statusCode(200)
                .contentType("text/csv")
                .extract()
                .asString();
        assertEquals("row,column,reason,value\r\n3,cost,must not be negative,'-2\r\n", csv);
        String id = location.substring(location.lastIndexOf('/') + 1);
        manager.request().get("/api/v1/imports").then().statusCode(200).body("data.id", hasItem(id));
        manager.request().delete(location).then().statusCode(409).body("error.code", equalTo("IMPORT_FINISHED"));
    }

    @Test
    void onlyManagersAndAdminsImport() {
        upload(accounts.customer(), "code,title,cost\n" + sku + ",Tea,1\n").statusCode(403);
        upload(accounts.staff(Role.EMPLOYEE), "code,title,cost\n" + sku + ",Tea,1\n")
                .statusCode(403)
                .body("error.code", equalTo("FORBIDDEN"));
        accounts.customer().request().get("/api/v1/imports").then().statusCode(403);
    }

    @Test
    void aManagerImportsIntoHerOwnStoresOnly() {
        Store store = accounts.store();
        given().auth()
                .oauth2(accounts.staff(Role.MANAGER).token())
                .multiPart("file", "p.csv", "sku,name,price\n".getBytes(StandardCharsets.UTF_8))
                .multiPart("store_id", store.id().toString())
                .post("/api/v1/imports/products")
                .then()
                .statusCode(403)
                .body("error.code", equalTo("WRONG_STORE"));
    }

    @Test
    void everyWrongPartIsNamed() {
        given().auth()
                .oauth2(accounts.admin().token())
                .multiPart("dryrun", "true")
                .multiPart("currency", "GOLD")
                .multiPart("store_id", "here")
                .post("/api/v1/imports/products")
                .then()
                .statusCode(400)
                .body("error.code", equalTo("VALIDATION_ERROR"))
                .body("error.details.fields.field", hasItems("dryrun", "currency", "store_id", "file"));
    }

    @Test
    void aMappingThatCannotWorkIsRefused() {
        upload(accounts.admin(), "code,title\n1,Tea\n")
                .statusCode(400)
                .body("error.details.fields.field", hasItem("mapping"))
                .body("error.details.fields.message", hasItem(endsWith("it has “code”, “title”.")));
    }

    @Test
    void aFileThatIsTooLargeIsRefused() {
        upload(accounts.admin(), "code,title,cost\n" + "x".repeat(2 << 20))
                .statusCode(413)
                .body("error.code", equalTo("PAYLOAD_TOO_LARGE"));
    }

    @Test
    void anUnknownImportIsNotFound() {
        accounts.admin()
                .request()
                .get("/api/v1/imports/" + UUID.randomUUID())
                .then()
                .statusCode(404)
                .body("error.code", equalTo("IMPORT_NOT_FOUND"));
    }

    private static ValidatableResponse upload(Account account, String file) {
        return given().auth()
                .oauth2(account.token())
                .multiPart("file", "products.csv", file.getBytes(StandardCharsets.UTF_8))
                .multiPart("mapping", "sku=code,name=title,price=cost")
                .post("/api/v1/imports/products")
                .then();
    }

    private static ValidatableResponse ended(Account account, String location) {
        while (true) {
            ValidatableResponse answer = account.request().get(location).then().statusCode(200);
            String status = answer.extract().path("data.status");
            if (!status.equals("QUEUED") && !status.equals("RUNNING")) {
                return answer;
            }
        }
    }
}
