package aisle.delivery;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aisle.kernel.Role;
import aisle.kernel.SlotId;
import aisle.kernel.SlotTemplateId;
import aisle.kernel.StoreId;
import aisle.platform.config.AisleConfig;
import aisle.platform.db.Database;
import aisle.platform.json.Json;
import aisle.platform.time.Ids;
import aisle.platform.time.Time;
import aisle.stores.Store;
import aisle.stores.Stores;
import aisle.testing.Accounts;
import aisle.testing.Accounts.Account;
import aisle.testing.AisleTest;
import aisle.testing.Books;
import aisle.testing.Crowd;
import aisle.testing.RecurringWork;
import jakarta.inject.Inject;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Templates, and the slots that they make. */
@AisleTest
class SlotTemplatesHttpTest {
    private static final String TEMPLATES = "/api/v1/delivery-slots/templates";

    @Inject
    Accounts accounts;

    @Inject
    Stores stores;

    @Inject
    Books books;

    @Inject
    Database database;

    @Inject
    SlotData data;

    @Inject
    RecurringWork work;

    @Inject
    Json json;

    @Inject
    SlotMetrics metrics;

    @Inject
    AisleConfig config;

    @Inject
    Ids ids;

    private Store storeIn(String zone) {
        String id = accounts.admin()
                .request()
                .body(Map.of("name", "Templates " + UUID.randomUUID(), "timezone", zone))
                .post("/api/v1/stores")
                .then()
                .statusCode(201)
                .extract()
                .path("data.id");
        return stores.get(new StoreId(UUID.fromString(id)));
    }

    private static String weekly(Store store, String weekday, String times, String more) {
        String[] startAndEnd = times.split("-", 2);
        return """
                {"store_id": "%s", "type": "DELIVERY", "weekday": "%s", "start": "%s", "end": "%s", "capacity": 5,
                 "fee": "3" %s}
                """.formatted(store.id(), weekday, startAndEnd[0], startAndEnd[1], more);
    }

    private String made(Account who, String body) {
        return who.request()
                .body(body)
                .post(TEMPLATES)
                .then()
                .statusCode(201)
                .extract()
                .path("data.id");
    }

    private List<String> begins(String template) {
        return books.names(
                "SELECT to_char(starts_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI') FROM delivery_slot"
                        + " WHERE template_id = ? ORDER BY starts_at",
                UUID.fromString(template));
    }

    /** What the job would do at another time. */
    private void generateAt(String template, Instant now) {
        Time then = new Time();
        then.use(() -> now);
        SlotGeneration generation = new SlotGeneration(json, stores, metrics, config, then, ids);
        TemplateDao dao = new TemplateDao(json);
        database.transaction(tx -> {
            SlotTemplate found = dao.lock(tx, new SlotTemplateId(UUID.fromString(template)));
            generation.generate(
                    tx, found, stores.get(tx.handle(), found.storeId()).timezone());
            return true;
        });
    }

    @Test
    void aTemplateMakesTheSlotsOfTheComingDaysAtOnce() {
        Store store = storeIn("Pacific/Kiritimati");
        Account manager = accounts.staff(Role.MANAGER, store.id());
        ZoneId zone = store.timezone();
        LocalDate first = LocalDate.now(zone).plusDays(1).with(TemporalAdjusters.nextOrSame(DayOfWeek.FRIDAY));
        String template = made(manager, weekly(store, "friday", "08:00-10:00", ""));
        List<String> begins = begins(template);
        assertTrue(begins.size() == 2 || begins.size() == 3, "two weeks ahead, and perhaps today");
        assertTrue(
                begins.contains(first.minusDays(1) + " 18:00"),
                "08:00 on the day that begins fourteen hours before UTC's");
        manager.request()
                .get(TEMPLATES + "/" + template)
                .then()
                .statusCode(200)
                .body("data.weekday", equalTo("friday"))
                .body("data.cutoff_minutes", equalTo(60))
                .body("data.fee.amount", equalTo("3.00"))
                .body(
                        "data.generated_through",
                        equalTo(LocalDate.now(zone).plusDays(14).toString()));
        manager.request()
                .get("/api/v1/delivery-slots?store_id=" + store.id() + "&from=" + first + "&to=" + first.plusDays(1))
                .then()
                .body("data", hasSize(1))
                .body("data[0].date", equalTo(first.toString()))
                .body("data[0].start", equalTo("08:00"))
                .body("data[0].template_id", equalTo(template));
        generateAt(template, Instant.now());
        assertEquals(begins, begins(template));
    }

    @Test
    void slotsFollowTheClocksWhenTheyAreChanged() {
        Store store = storeIn("Europe/Dublin");
        Account admin = accounts.admin();
        String early = made(admin, weekly(store, "sunday", "01:00-02:00", ", \"valid_from\": \"2035-03-01\""));
        String late = made(admin, weekly(store, "sunday", "08:00-10:00", ", \"valid_from\": \"2035-03-01\""));
        assertEquals(List.of(), begins(early));
        for (String template : List.of(early, late)) {
            generateAt(template, Instant.parse("2035-03-18T12:00:00Z"));
            generateAt(template, Instant.parse("2035-10-21T12:00:00Z"));
        }
        assertEquals(List.of("2035-04-01 00:00", "2035-10-28 00:00", "2035-11-04 01:00"), begins(early));
        assertEquals(
                List.of("2035-03-25 07:00", "2035-04-01 07:00", "2035-10-28 08:00", "2035-11-04 08:00"), begins(late));
    }

    @Test
    void aTemplateEndsWithItsValidity() {
        Store store = storeIn("UTC");
        LocalDate monday =
                LocalDate.now(ZoneId.of("UTC")).plusDays(1).with(TemporalAdjusters.nextOrSame(DayOfWeek.MONDAY));
        String template = made(
                accounts.admin(),
                weekly(
                        store,
                        "monday",
                        "22:00-01:00",
                        ", \"valid_from\": \"" + monday + "\", \"valid_to\": \"" + monday.plusDays(7) + "\""));
        assertEquals(List.of(monday + " 22:00"), begins(template));
        accounts.admin()
                .request()
                .body(weekly(
                        store,
                        "monday",
                        "22:00-01:00",
                        ", \"valid_from\": \"2035-01-01\", \"valid_to\": \"2035-01-01\""))
                .post(TEMPLATES)
                .then()
                .statusCode(400);
    }

    @Test
    void aSlotThatWasRemovedStaysAwayAndTheJobMakesTheNextDays() {
        Store store = storeIn("UTC");
        Account admin = accounts.admin();
        String template = made(admin, weekly(store, "wednesday", "10:00-12:00", ""));
        List<String> before = begins(template);
        books.change(
                "DELETE FROM delivery_slot WHERE template_id = ? AND starts_at = (SELECT min(starts_at) FROM"
                        + " delivery_slot WHERE template_id = ?)",
                UUID.fromString(template),
                UUID.fromString(template));
        books.change("UPDATE slot_template SET due_at = ? WHERE id = ?", Instant.EPOCH, UUID.fromString(template));
        work.run("slot-generation");
        assertEquals(before.subList(1, before.size()), begins(template));
        assertEquals(
                1,
                books.count(
                        "SELECT count(*) FROM slot_template WHERE id = ? AND due_at > ?",
                        UUID.fromString(template),
                        Instant.now()));
    }

    @Test
    void aChangeMakesUntouchedSlotsAnew() {
        Store store = storeIn("UTC");
        Account manager = accounts.staff(Role.MANAGER, store.id());
        LocalDate day = LocalDate.now(ZoneId.of("UTC")).plusDays(2);
        String weekday = day.getDayOfWeek().name().toLowerCase(java.util.Locale.ROOT);
        String template = made(manager, weekly(store, weekday, "10:00-12:00", ""));
        assertEquals(List.of(day + " 10:00", day.plusDays(7) + " 10:00"), begins(template));
        SlotId booked = new SlotId(UUID.fromString(books.names(
                        "SELECT id::text FROM delivery_slot WHERE template_id = ? ORDER BY starts_at",
                        UUID.fromString(template))
                .getFirst()));
        data.book(store, booked, SlotType.DELIVERY, 1, null);
        manager.request()
                .header("If-Match", "\"1\"")
                .body("{\"start\": \"09:00\", \"capacity\": 8}")
                .patch(TEMPLATES + "/" + template)
                .then()
                .statusCode(200)
                .body("data.version", equalTo(2));
        manager.request()
                .header("If-Match", "\"1\"")
                .body("{\"capacity\": 9}")
                .patch(TEMPLATES + "/" + template)
                .then()
                .statusCode(412);
        assertEquals(List.of(day + " 10:00", day.plusDays(7) + " 09:00"), begins(template));
        data.assertBooked(booked, 1, 1);
        manager.request().body("{}").patch(TEMPLATES + "/" + template).then().body("data.version", equalTo(2));

        manager.request().delete(TEMPLATES + "/" + template).then().statusCode(204);
        manager.request().get(TEMPLATES + "/" + template).then().statusCode(404);
        assertEquals(
                1,
                books.count(
                        "SELECT count(*) FROM delivery_slot WHERE store_id = ? AND template_id IS NULL", store.id()));
        assertEquals(1, books.count("SELECT count(*) FROM delivery_slot WHERE store_id = ?", store.id()));
    }

    @Test
    void whatIsHeldSurvivesAChange() {
        Store store = storeIn("UTC");
        LocalDate day = LocalDate.now(ZoneId.of("UTC")).plusDays(2);
        String weekday = day.getDayOfWeek().name().toLowerCase(java.util.Locale.ROOT);
        String template = made(accounts.admin(), weekly(store, weekday, "10:00-12:00", ""));
        List<String> slots = books.names(
                "SELECT id::text FROM delivery_slot WHERE template_id = ? ORDER BY starts_at",
                UUID.fromString(template));
        data.hold(
                store,
                new SlotId(UUID.fromString(slots.getFirst())),
                data.cart(),
                1,
                Instant.now().plus(Duration.ofMinutes(9)));
        data.hold(
                store,
                new SlotId(UUID.fromString(slots.getLast())),
                data.cart(),
                1,
                Instant.now().minusSeconds(1));
        accounts.admin().request().delete(TEMPLATES + "/" + template).then().statusCode(204);
        assertEquals(
                List.of(slots.getFirst()),
                books.names("SELECT id::text FROM delivery_slot WHERE store_id = ?", store.id()));
    }

    @Test
    void aCrowdMakesEachSlotOnce() {
        Store store = storeIn("UTC");
        Account admin = accounts.admin();
        String template = made(admin, weekly(store, "tuesday", "10:00-12:00", ""));
        String other = made(admin, weekly(store, "tuesday", "10:00-12:00", ""));
        List<String> before = begins(template);
        books.change("DELETE FROM delivery_slot WHERE store_id = ?", store.id());
        books.change("UPDATE slot_template SET generated_through = NULL WHERE store_id = ?", store.id());
        Crowd.atOnce(16, i -> () -> {
            generateAt(i % 2 == 0 ? template : other, Instant.now());
            return true;
        });
        assertEquals(before, begins(template));
        assertEquals(before, begins(other));
    }

    @Test
    void managersSeeAndKeepTheTemplatesOfTheirStores() {
        Store store = storeIn("UTC");
        Account admin = accounts.admin();
        String template = made(admin, weekly(store, "tuesday", "10:00-12:00", ""));
        String second = made(admin, weekly(store, "monday", "10:00-12:00", ""));
        Account manager = accounts.staff(Role.MANAGER, store.id());
        manager.request()
                .get(TEMPLATES + "?type=DELIVERY")
                .then()
                .statusCode(200)
                .body("data.id", equalTo(List.of(second, template)));
        String next = manager.request().get(TEMPLATES + "?limit=1").path("meta.next_cursor");
        manager.request().get(TEMPLATES + "?limit=1&cursor=" + next).then().body("data.id", equalTo(List.of(template)));
        Account other = accounts.staff(Role.MANAGER, accounts.store().id());
        other.request().get(TEMPLATES + "/" + template).then().statusCode(403);
        other.request().get(TEMPLATES + "?store_id=" + store.id()).then().statusCode(403);
        other.request()
                .body(weekly(store, "monday", "10:00-12:00", ""))
                .post(TEMPLATES)
                .then()
                .statusCode(403);
        other.request().delete(TEMPLATES + "/" + template).then().statusCode(403);
        other.request()
                .body("{\"capacity\": 1}")
                .patch(TEMPLATES + "/" + template)
                .then()
                .statusCode(403);
        admin.request().get(TEMPLATES + "?store_id=" + store.id()).then().body("data", hasSize(2));
        admin.request().get(TEMPLATES + "/x").then().statusCode(404);
    }

    @Test
    void anArchivedStoreOffersNothing() {
        Store store = storeIn("UTC");
        Account admin = accounts.admin();
        made(admin, weekly(store, "tuesday", "10:00-12:00", ""));
        SlotId slot = data.pickup(store, 5);
        admin.request().delete("/api/v1/stores/" + store.id()).then().statusCode(200);
        assertEquals(0, books.count("SELECT count(*) FROM slot_template WHERE store_id = ?", store.id()));
        assertEquals(0, books.count("SELECT count(*) FROM delivery_slot WHERE store_id = ? AND active", store.id()));
        admin.request().get("/api/v1/delivery-slots/" + slot).then().statusCode(404);
    }
}
