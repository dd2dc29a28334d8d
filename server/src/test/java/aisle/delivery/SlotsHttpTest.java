package aisle.delivery;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import aisle.kernel.Role;
import aisle.kernel.SlotId;
import aisle.stores.Store;
import aisle.stores.Stores;
import aisle.testing.Accounts;
import aisle.testing.Accounts.Account;
import aisle.testing.AisleTest;
import aisle.testing.Books;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Slots as shoppers see them and as managers keep them. */
@AisleTest
class SlotsHttpTest {
    private static final String SLOTS = "/api/v1/delivery-slots";

    @Inject
    Accounts accounts;

    @Inject
    Stores stores;

    @Inject
    Books books;

    @Inject
    SlotData data;

    private Store storeIn(String zone, String currency) {
        String id = accounts.admin()
                .request()
                .body("{\"name\": \"Slots %s\", \"timezone\": \"%s\", \"currency\": \"%s\", \"delivers\": true}"
                        .formatted(UUID.randomUUID(), zone, currency))
                .post("/api/v1/stores")
                .then()
                .statusCode(201)
                .extract()
                .path("data.id");
        return stores.get(new aisle.kernel.StoreId(UUID.fromString(id)));
    }

    private static String body(Store store, String type, String date, String more) {
        return """
                {"store_id": "%s", "type": "%s", "date": "%s", "start": "08:00", "end": "10:00", "capacity": 5 %s}
                """.formatted(store.id(), type, date, more);
    }

    private static Response make(Account who, String body) {
        return who.request().body(body).post(SLOTS);
    }

    private static String made(Account who, String body) {
        return make(who, body).then().statusCode(201).extract().path("data.id");
    }

    @Test
    void aSlotIsMadeWhereTheStoreIs() {
        Store store = storeIn("Pacific/Kiritimati", "AUD");
        Account manager = accounts.staff(Role.MANAGER, store.id());
        Response created = make(
                manager,
                body(
                        store,
                        "DELIVERY",
                        "2035-06-01",
                        ", \"fee\": \"4.9\", \"item_capacity\": 40, \"cutoff_minutes\": 90,"
                                + " \"zones\": [{\"postcodes\": [\"d02*\"], \"fee\": 2}]"));
        String id = created.then()
                .statusCode(201)
                .body("data.date", equalTo("2035-06-01"))
                .body("data.start", equalTo("08:00"))
                .body("data.end", equalTo("10:00"))
                .body("data.timezone", equalTo("Pacific/Kiritimati"))
                .body("data.starts_at", equalTo("2035-05-31T18:00:00.000Z"))
                .body("data.ends_at", equalTo("2035-05-31T20:00:00.000Z"))
                .body("data.cutoff_at", equalTo("2035-05-31T16:30:00.000Z"))
                .body("data.status", equalTo("OPEN"))
                .body("data.capacity", equalTo(5))
                .body("data.remaining", equalTo(5))
                .body("data.remaining_items", equalTo(40))
                .body("data.fee.amount", equalTo("4.90"))
                .body("data.fee.currency", equalTo("AUD"))
                .body("data.zones[0].postcodes", contains("D02*"))
                .body("data.template_id", nullValue())
                .extract()
                .path("data.id");
        given().get(SLOTS + "/" + id + "?postcode=d02 x285")
                .then()
                .statusCode(200)
                .body("data.fee.amount", equalTo("2.00"))
                .body("data.base_fee.amount", equalTo("4.90"))
                .body("data.served", equalTo(true));
        assertEquals(
                1,
                books.count("SELECT count(*) FROM audit_entry WHERE action = 'slot.created' AND resource_id = ?", id));
        assertEquals(
                1, books.count("SELECT count(*) FROM outbox WHERE type = 'slot.created.v1' AND aggregate_id = ?", id));
    }

    @Test
    void shoppersSeeWhatIsLeft() {
        Store store = storeIn("UTC", "USD");
        Account admin = accounts.admin();
        String delivery = made(admin, body(store, "DELIVERY", "2035-06-02", ""));
        String pickup = made(admin, body(store, "PICKUP", "2035-06-01", ""));
        SlotId slot = new SlotId(UUID.fromString(pickup));
        data.book(store, slot, SlotType.PICKUP, 1, null);
        data.hold(store, slot, data.cart(), 1, Instant.now().plus(Duration.ofMinutes(5)));
        data.hold(store, slot, data.cart(), 1, Instant.now().minus(Duration.ofMinutes(5)));
        String days = SLOTS + "?store_id=" + store.id() + "&from=2035-06-01&to=2035-06-03";
        given().get(days)
                .then()
                .statusCode(200)
                .body("data.id", contains(pickup, delivery))
                .body("data[0].booked", equalTo(1))
                .body("data[0].remaining", equalTo(3))
                .body("data[1].remaining", equalTo(5));
        given().get(days + "&type=DELIVERY").then().body("data.id", contains(delivery));
        given().get(days.replace("06-03", "06-02")).then().body("data.id", contains(pickup));
        given().get(days + "&limit=1").then().body("data.id", contains(pickup)).body("meta.total", equalTo(2));
        String next = given().get(days + "&limit=1").path("meta.next_cursor");
        given().get(days + "&limit=1&cursor=" + next).then().body("data.id", contains(delivery));
        given().get(SLOTS + "?store_id=" + store.id()).then().statusCode(200).body("data", hasSize(0));
        given().get(SLOTS + "?store_id=" + UUID.randomUUID()).then().statusCode(404);
        given().get(days + "&type=DRONE").then().statusCode(400);
        given().get(days.replace("2035-06-03", "soon")).then().statusCode(400);
        given().get(SLOTS + "/" + UUID.randomUUID())
                .then()
                .statusCode(404)
                .body("error.code", equalTo("SLOT_NOT_FOUND"));
        given().get(SLOTS + "/first").then().statusCode(404);
        admin.request()
                .body("{\"postcodes\": [\"1010\"]}")
                .patch("/api/v1/stores/" + store.id())
                .then()
                .statusCode(200);
        given().get(days + "&postcode=2020").then().body("data.served", contains(true, false));
        given().get(days + "&postcode=1010").then().body("data.served", contains(true, true));
    }

    @Test
    void whatIsFullOrOverSaysSo() {
        Store store = accounts.store();
        SlotId full = data.pickup(store, 1);
        data.book(store, full, SlotType.PICKUP, 1, null);
        SlotId over = data.slot(store, SlotType.PICKUP, 5, null, Duration.ofMinutes(30));
        SlotId items = data.slot(store, SlotType.PICKUP, 5, 3, Duration.ofDays(1));
        data.book(store, items, SlotType.PICKUP, 3, null);
        given().get(SLOTS + "/" + full).then().body("data.status", equalTo("FULL"));
        given().get(SLOTS + "/" + over).then().body("data.status", equalTo("CLOSED"));
        given().get(SLOTS + "/" + items)
                .then()
                .body("data.status", equalTo("FULL"))
                .body("data.remaining", equalTo(4))
                .body("data.remaining_items", equalTo(0));
    }

    @Test
    void aSlotIsMovedResizedAndClosed() {
        Store store = storeIn("Europe/Dublin", "EUR");
        Account manager = accounts.staff(Role.MANAGER, store.id());
        String id = made(manager, body(store, "PICKUP", "2035-06-01", ""));
        SlotId slot = new SlotId(UUID.fromString(id));
        data.book(store, slot, SlotType.PICKUP, 3, null);
        data.book(store, slot, SlotType.PICKUP, 4, null);
        manager.request()
                .header("If-Match", "\"1\"")
                .body("{\"capacity\": 2, \"date\": \"2035-12-01\", \"end\": \"11:30\", \"fee\": \"1.50\"}")
                .patch(SLOTS + "/" + id)
                .then()
                .statusCode(200)
                .body("data.version", equalTo(2))
                .body("data.starts_at", equalTo("2035-12-01T08:00:00.000Z"))
                .body("data.ends_at", equalTo("2035-12-01T11:30:00.000Z"))
                .body("data.cutoff_at", equalTo("2035-12-01T07:00:00.000Z"))
                .body("data.status", equalTo("FULL"))
                .body("data.fee.amount", equalTo("1.50"));
        manager.request()
                .header("If-Match", "\"1\"")
                .body("{\"capacity\": 9}")
                .patch(SLOTS + "/" + id)
                .then()
                .statusCode(412);
        manager.request()
                .body("{\"capacity\": 1}")
                .patch(SLOTS + "/" + id)
                .then()
                .statusCode(409)
                .body("error.code", equalTo("SLOT_IN_USE"))
                .body("error.details.booked", equalTo(2));
        manager.request()
                .body("{\"item_capacity\": 6}")
                .patch(SLOTS + "/" + id)
                .then()
                .statusCode(409);
        manager.request()
                .body("{\"item_capacity\": 7}")
                .patch(SLOTS + "/" + id)
                .then()
                .statusCode(200);
        manager.request().delete(SLOTS + "/" + id).then().statusCode(409).body("error.code", equalTo("SLOT_IN_USE"));
        manager.request()
                .patch(SLOTS + "/" + id + "/toggle")
                .then()
                .statusCode(200)
                .body("data.status", equalTo("CLOSED"));
        assertInstanceOf(SlotOutcome.Closed.class, data.book(store, slot, SlotType.PICKUP, 1, null));
        manager.request().patch(SLOTS + "/" + id + "/toggle").then().body("data.active", equalTo(true));
        data.assertBooked(slot, 2, 7);
        manager.request()
                .body("{}")
                .patch(SLOTS + "/" + id)
                .then()
                .statusCode(200)
                .body("data.version", equalTo(5));
        assertEquals(
                1,
                books.count(
                        "SELECT count(*) FROM outbox WHERE type = 'slot.changed.v1' AND aggregate_id = ?"
                                + " AND payload ->> 'starts_at' = '2035-12-01T08:00:00Z'",
                        id));
    }

    @Test
    void aSlotThatNobodyBookedIsRemovedWithWhatIsHeldOfIt() {
        Store store = accounts.store();
        SlotId slot = data.pickup(store, 5);
        data.hold(store, slot, data.cart(), 1, Instant.now().plus(Duration.ofMinutes(5)));
        accounts.admin().request().delete(SLOTS + "/" + slot).then().statusCode(204);
        accounts.admin().request().delete(SLOTS + "/" + slot).then().statusCode(404);
        assertEquals(0, books.count("SELECT count(*) FROM slot_hold WHERE slot_id = ?", slot));
    }

    @Test
    void managersKeepTheSlotsOfTheirOwnStores() {
        Store store = accounts.store();
        SlotId slot = data.pickup(store, 5);
        Account other = accounts.staff(Role.MANAGER, accounts.store().id());
        make(other, body(store, "PICKUP", "2035-06-01", "")).then().statusCode(403);
        other.request()
                .body("{\"capacity\": 1}")
                .patch(SLOTS + "/" + slot)
                .then()
                .statusCode(403);
        other.request().patch(SLOTS + "/" + slot + "/toggle").then().statusCode(403);
        other.request().delete(SLOTS + "/" + slot).then().statusCode(403).body("error.code", equalTo("WRONG_STORE"));
        accounts.staff(Role.EMPLOYEE, store.id())
                .request()
                .delete(SLOTS + "/" + slot)
                .then()
                .statusCode(403);
        assertEquals(1, books.count("SELECT count(*) FROM delivery_slot WHERE id = ? AND version = 1", slot));
    }

    @Test
    void allThatIsWrongIsNamed() {
        Store store = storeIn("Europe/Dublin", "EUR");
        Account admin = accounts.admin();
        admin.request()
                .body("""
                        {"store_id": "%s", "type": "PICKUP", "date": "2035-06-01", "start": "08:00", "end": "10:00",
                         "capacity": 0, "item_capacity": 0, "cutoff_minutes": -1, "fee": -1,
                         "zones": [{"postcodes": [], "fee": "1"}, {"postcodes": ["*"], "fee": "1"}]}
                        """.formatted(store.id()))
                .post(SLOTS)
                .then()
                .statusCode(400)
                .body("error.details.fields.field", hasItem("capacity"))
                .body("error.details.fields.field", hasItem("item_capacity"))
                .body("error.details.fields.field", hasItem("cutoff_minutes"))
                .body("error.details.fields.field", hasItem("fee"))
                .body("error.details.fields.field", hasItem("zones[0].postcodes"))
                .body("error.details.fields.field", hasItem("zones[1].postcodes[0]"));
        make(admin, body(store, "PICKUP", "2020-06-01", "")).then().statusCode(400);
        make(admin, body(store, "PICKUP", "2035-06-01", ", \"fee\": \"1.005\""))
                .then()
                .statusCode(400);
        make(admin, body(store, "PICKUP", "2035-02-30", "")).then().statusCode(400);
        make(admin, body(store, "PICKUP", "2035-06-01", "").replace("10:00", "08:00"))
                .then()
                .statusCode(400);
        make(admin, body(store, "PICKUP", "2035-06-01", ", \"fee\": {\"amount\": \"1\", \"currency\": \"USD\"}"))
                .then()
                .statusCode(422)
                .body("error.code", equalTo("CURRENCY_MISMATCH"));
        LocalDate gap = LocalDate.of(2035, 3, 25);
        assertEquals(
                true,
                ZoneId.of("Europe/Dublin")
                        .getRules()
                        .getTransition(gap.atTime(1, 30))
                        .isGap());
        make(
                        admin,
                        body(store, "PICKUP", gap.toString(), "")
                                .replace("08:00", "01:15")
                                .replace("10:00", "01:45"))
                .then()
                .statusCode(400);
        make(admin, body(store, "PICKUP", "2035-06-01", ", \"booked\": 1"))
                .then()
                .statusCode(400);
    }
}
