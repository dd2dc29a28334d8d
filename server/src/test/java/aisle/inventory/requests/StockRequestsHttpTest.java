package aisle.inventory.requests;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import aisle.kernel.ProductId;
import aisle.kernel.Role;
import aisle.testing.Accounts;
import aisle.testing.Accounts.Account;
import aisle.testing.AisleTest;
import aisle.testing.Books;
import aisle.testing.Shop;
import aisle.testing.Waiting;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@AisleTest
class StockRequestsHttpTest {
    private static final String PATH = "/api/v1/stock-requests";
    private static final String APPROVE = "{\"status\": \"APPROVED\"}";
    private static final String REJECT = "{\"status\": \"REJECTED\", \"rejection_reason\": \"Nothing came in.\"}";

    @Inject
    Shop shop;

    @Inject
    Accounts accounts;

    @Inject
    Books books;

    private Shop.Opened store;
    private ProductId product;
    private Account clerk;
    private Account manager;

    @BeforeEach
    void openStore() {
        store = shop.open();
        product = store.product("1.00", 10);
        clerk = accounts.staff(Role.EMPLOYEE, store.id());
        manager = accounts.staff(Role.MANAGER, store.id());
    }

    private Response ask(Account who, String type, String quantity) {
        return who.request()
                .body("""
                        {"store_id": "%s", "product_id": "%s", "request_type": "%s", "quantity": %s, "note": "Please."}
                        """.formatted(store.id(), product, type, quantity))
                .post(PATH);
    }

    private String asked(Account who, String type, String quantity) {
        return ask(who, type, quantity).then().statusCode(201).extract().path("data.id");
    }

    private static Response resolve(Account who, String id, String decision) {
        return who.request().body(decision).patch(PATH + "/" + id + "/resolve");
    }

    @Test
    void whatIsApprovedIsBookedAndWhoAskedIsTold() {
        String id = asked(clerk, "SET_QUANTITY", "7");
        clerk.request()
                .get(PATH + "/" + id)
                .then()
                .statusCode(200)
                .body("data.status", equalTo("PENDING"))
                .body("data.note", equalTo("Please."))
                .body("data.requested_by", equalTo(clerk.id().toString()))
                .body("data.version", equalTo(1));
        books.assertStock(store.id(), product, "10", "0");
        resolve(manager, id, "{\"status\": \"APPROVED\", \"approved_quantity\": 8}")
                .then()
                .statusCode(200)
                .body("data.status", equalTo("APPROVED"))
                .body("data.quantity", equalTo(7))
                .body("data.approved_quantity", equalTo(8))
                .body("data.resolved_by", equalTo(manager.id().toString()))
                .body("data.version", equalTo(2));
        books.assertStock(store.id(), product, "8", "0");
        assertEquals(
                List.of("COUNT stock_request/" + id),
                books.names(
                        "SELECT reason || ' ' || reference FROM stock_movement WHERE product_id = ? AND reference IS NOT NULL",
                        product));
        Waiting.until("who asked is told", () -> books.count("""
                SELECT count(*) FROM notification WHERE user_id = ? AND type = 'STOCK_REQUEST_APPROVED'
                """, clerk.id()) == 1);
        clerk.request()
                .get("/api/v1/me/notifications")
                .then()
                .body("data[0].type", equalTo("STOCK_REQUEST_APPROVED"))
                .body("data[0].payload.stock_request_id", equalTo(id))
                .body("data[0].payload.approved_quantity", equalTo(8));
    }

    @Test
    void whatComesInIsAddedToTheStockOfThatMoment() {
        String id = asked(clerk, "ADD_QUANTITY", "5");
        store.adjust(product, "{\"delta\": -3, \"reason\": \"DAMAGE\"}").then().statusCode(200);
        resolve(manager, id, APPROVE).then().statusCode(200).body("data.approved_quantity", equalTo(5));
        books.assertStock(store.id(), product, "12", "0");
    }

    @Test
    void aRejectionNeedsAReasonAndBooksNothing() {
        String id = asked(clerk, "ADD_QUANTITY", "5");
        resolve(manager, id, "{\"status\": \"REJECTED\", \"approved_quantity\": 1}")
                .then()
                .statusCode(400)
                .body("error.details.fields.field", contains("rejection_reason", "approved_quantity"));
        resolve(manager, id, "{\"status\": \"APPROVED\", \"rejection_reason\": \"No.\"}")
                .then()
                .statusCode(400)
                .body("error.details.fields.field", contains("rejection_reason"));
        resolve(manager, id, REJECT)
                .then()
                .statusCode(200)
                .body("data.status", equalTo("REJECTED"))
                .body("data.approved_quantity", nullValue());
        resolve(manager, id, APPROVE)
                .then()
                .statusCode(409)
                .body("error.code", equalTo("ALREADY_RESOLVED"))
                .body("error.details.status", equalTo("REJECTED"));
        books.assertStock(store.id(), product, "10", "0");
    }

    @Test
    void nobodyReviewsTheirOwnNorThoseOfOtherStores() {
        String id = asked(manager, "ADD_QUANTITY", "5");
        resolve(manager, id, APPROVE).then().statusCode(403).body("error.code", equalTo("OWN_REQUEST"));
        resolve(clerk, id, APPROVE).then().statusCode(403).body("error.code", equalTo("FORBIDDEN"));
        Account stranger = accounts.staff(Role.MANAGER, shop.open().id());
        resolve(stranger, id, APPROVE).then().statusCode(404).body("error.code", equalTo("STOCK_REQUEST_NOT_FOUND"));
        stranger.request().get(PATH + "/" + id).then().statusCode(404);
        stranger.request().get(PATH).then().body("data", hasSize(0));
        stranger.request().get(PATH + "?store_id=" + store.id()).then().statusCode(403);
        ask(stranger, "ADD_QUANTITY", "1").then().statusCode(403).body("error.code", equalTo("WRONG_STORE"));
        accounts.customer().request().get(PATH).then().statusCode(403);
        books.assertStock(store.id(), product, "10", "0");
    }

    @Test
    void impossibleAmountsAreRefused() {
        ask(clerk, "ADD_QUANTITY", "0").then().statusCode(400).body("error.details.fields.field", contains("quantity"));
        ask(clerk, "SET_QUANTITY", "-1")
                .then()
                .statusCode(400)
                .body("error.details.fields.field", contains("quantity"));
        ask(clerk, "SET_QUANTITY", "1.5")
                .then()
                .statusCode(400)
                .body("error.details.fields.field", contains("quantity"));
        String id = asked(clerk, "SET_QUANTITY", "0");
        resolve(manager, id, "{\"status\": \"APPROVED\", \"approved_quantity\": 1.5}")
                .then()
                .statusCode(400)
                .body("error.details.fields.field", contains("approved_quantity"));
        product = new ProductId(UUID.randomUUID());
        ask(clerk, "ADD_QUANTITY", "1").then().statusCode(404).body("error.code", equalTo("PRODUCT_NOT_FOUND"));
    }

    @Test
    void whatIsPromisedStaysUnlessItMayBeTakenBack() {
        accounts.customer()
                .request()
                .header("Idempotency-Key", "k")
                .body(store.pickup(product, 6))
                .post("/api/v1/orders")
                .then()
                .statusCode(201);
        String id = asked(clerk, "SET_QUANTITY", "4");
        resolve(manager, id, APPROVE).then().statusCode(409).body("error.code", equalTo("RESERVED_STOCK"));
        clerk.request().get(PATH + "/" + id).then().body("data.status", equalTo("PENDING"));
        books.assertStock(store.id(), product, "10", "6");
        resolve(manager, id, "{\"status\": \"APPROVED\", \"release_reservations\": true}")
                .then()
                .statusCode(200);
        books.assertStock(store.id(), product, "4", "4");
    }

    @Test
    void onlyWhoAskedOrAnAdministratorWithdraws() {
        String id = asked(clerk, "ADD_QUANTITY", "5");
        manager.request()
                .delete(PATH + "/" + id)
                .then()
                .statusCode(404)
                .body("error.code", equalTo("STOCK_REQUEST_NOT_FOUND"));
        clerk.request()
                .header("If-Match", "\"9\"")
                .delete(PATH + "/" + id)
                .then()
                .statusCode(412);
        String another = asked(clerk, "ADD_QUANTITY", "5");
        store.admin().request().delete(PATH + "/" + another).then().statusCode(204);
        clerk.request().delete(PATH + "/" + id).then().statusCode(204);
        clerk.request().delete(PATH + "/" + id).then().statusCode(409).body("error.code", equalTo("ALREADY_RESOLVED"));
        resolve(manager, id, APPROVE).then().statusCode(409);
        books.assertStock(store.id(), product, "10", "0");
    }

    @Test
    void listsAreNarrowedByStatusStoreAndOwner() {
        String mine = asked(manager, "ADD_QUANTITY", "1");
        String open = asked(clerk, "ADD_QUANTITY", "2");
        String done = asked(clerk, "ADD_QUANTITY", "3");
        resolve(manager, done, REJECT).then().statusCode(200);
        manager.request()
                .get(PATH)
                .then()
                .body("data.id", contains(done, open, mine))
                .body("meta.total", equalTo(3));
        manager.request().get(PATH + "?mine=true").then().body("data.id", contains(mine));
        manager.request().get(PATH + "?status=PENDING").then().body("data.id", contains(open, mine));
        store.admin()
                .request()
                .get(PATH + "?status=REJECTED&store_id=" + store.id())
                .then()
                .body("data.id", contains(done));
        manager.request().get(PATH + "?status=GONE").then().statusCode(400);
    }

    @Test
    void severalAreDecidedEachByItself() {
        String add = asked(clerk, "ADD_QUANTITY", "5");
        String addMore = asked(clerk, "ADD_QUANTITY", "2");
        String no = asked(clerk, "ADD_QUANTITY", "100");
        String own = asked(manager, "ADD_QUANTITY", "1000");
        String unknown = UUID.randomUUID().toString();
        manager.request()
                .header("Idempotency-Key", "bulk-" + add)
                .body("""
                        {"items": [{"id": "%s", "status": "APPROVED"}, {"id": "%s", "status": "APPROVED", "approved_quantity": 3},
                                   {"id": "%s", "status": "REJECTED", "rejection_reason": "No."},
                                   {"id": "%s", "status": "APPROVED"}, {"id": "%s", "status": "APPROVED"}]}
                        """.formatted(add, addMore, no, own, unknown))
                .patch(PATH + "/bulk-review")
                .then()
                .statusCode(200)
                .body("data.approved", equalTo(2))
                .body("data.rejected", equalTo(1))
                .body("data.refused", equalTo(2))
                .body("data.items.id", contains(add, addMore, no, own, unknown))
                .body("data.items[1].request.approved_quantity", equalTo(3))
                .body("data.items[3].error.code", equalTo("OWN_REQUEST"))
                .body("data.items[3].request", nullValue())
                .body("data.items[4].error.code", equalTo("STOCK_REQUEST_NOT_FOUND"))
                .body("data.items[4].error.status_code", equalTo(404));
        books.assertStock(store.id(), product, "18", "0");
        assertEquals(3, books.count("SELECT max(seq) FROM stock_movement WHERE product_id = ?", product));
        manager.request()
                .body(
                        "{\"items\": [{\"id\": \"%s\", \"status\": \"APPROVED\"}, {\"id\": \"%s\", \"status\": \"REJECTED\"}]}"
                                .formatted(own, own))
                .patch(PATH + "/bulk-review")
                .then()
                .statusCode(400)
                .body("error.details.fields.field", hasItem("items[1].rejection_reason"))
                .body("error.details.fields.field", hasItem("items[1].id"));
    }
}
