package aisle.inventory.imports;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aisle.imports.ImportJob;
import aisle.imports.ImportKind;
import aisle.imports.ImportOptions;
import aisle.imports.ImportResult;
import aisle.imports.ImportStatus;
import aisle.imports.Imports;
import aisle.kernel.Actor;
import aisle.kernel.DomainError;
import aisle.kernel.ProductId;
import aisle.kernel.Role;
import aisle.kernel.UserId;
import aisle.platform.db.Database;
import aisle.testing.Accounts;
import aisle.testing.Accounts.Account;
import aisle.testing.AisleTest;
import aisle.testing.Books;
import aisle.testing.Crowd;
import aisle.testing.Shop;
import aisle.testing.Waiting;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stock from files, by the rules of the product import; every row that changes something is a movement. */
@AisleTest
class StockImportTest {
    private static final Actor ACTOR = Actor.system("stock-import-test");

    @Inject
    Imports imports;

    @Inject
    Shop shops;

    @Inject
    Accounts accounts;

    @Inject
    Books books;

    @Inject
    Database database;

    @TempDir
    Path directory;

    private Shop.Opened shop;

    @BeforeEach
    void open() {
        shop = shops.open();
    }

    private String sku(ProductId product) {
        return database.read(handle -> handle.createQuery("SELECT sku FROM product WHERE id = :id")
                .bind("id", product.value())
                .mapTo(String.class)
                .one());
    }

    private Path file(String text) {
        try {
            return Files.writeString(directory.resolve(UUID.randomUUID() + ".csv"), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ImportResult run(Actor actor, String text, boolean dry) {
        ImportOptions options = new ImportOptions(null, null, shop.id(), dry);
        return imports.run(actor, ImportKind.INVENTORY, file(text), options, job -> {});
    }

    private ImportResult run(String text) {
        return run(ACTOR, text, false);
    }

    private static void assertCounts(long created, long updated, long unchanged, long failed, ImportResult result) {
        ImportJob job = result.job();
        assertEquals(ImportStatus.COMPLETED, job.status(), job::toString);
        assertEquals(
                List.of(created, updated, unchanged, failed),
                List.of(job.created(), job.updated(), job.unchanged(), job.failed()),
                result::toString);
    }

    private static List<String> errors(ImportResult result) {
        return result.errors().stream()
                .map(error -> error.row() + " " + error.column() + " " + error.reason())
                .toList();
    }

    /** What the ledger says of a product: differences, reasons and references, the oldest first. */
    private List<String> ledger(ProductId product) {
        return database.read(handle -> handle.createQuery("""
                        SELECT concat_ws(' ', trim_scale(delta), reason, reference) FROM stock_movement
                        WHERE store_id = :store AND product_id = :product ORDER BY seq
                        """)
                .bind("store", shop.id().value())
                .bind("product", product.value())
                .mapTo(String.class)
                .list());
    }

    private long events() {
        return books.count(
                "SELECT count(*) FROM outbox WHERE type = 'stock.adjusted.v1' AND aggregate_id LIKE ?",
                shop.id() + "/%");
    }

    @Test
    void countsAreMovementsAndTheSameFileAgainChangesNothing() {
        ProductId milk = shop.product("1.00", 12);
        ProductId flour = shop.product("1.00", "KG", "2.5");
        ProductId bread = shop.product("1.00", 7);
        String file = """
                sku,on_hand,reason,expected_on_hand,bin_location,reorder_point
                %s,10,,12,A-01,4
                %s,"0,75",DAMAGE,,,
                %s,7,,,,
                """.formatted(sku(milk), sku(flour), sku(bread));
        ImportResult trial = run(ACTOR, file, true);
        assertCounts(0, 2, 1, 0, trial);
        assertEquals(List.of("12 COUNT"), ledger(milk));
        ImportResult result = run(file);
        assertCounts(0, 2, 1, 0, result);
        assertEquals(List.of("12 COUNT", "-2 COUNT import " + result.job().id()), ledger(milk));
        assertEquals(List.of("2.5 COUNT", "-1.75 DAMAGE import " + result.job().id()), ledger(flour));
        assertEquals(List.of("7 COUNT"), ledger(bread));
        shop.stock(milk)
                .then()
                .body("data[0].on_hand", equalTo(10))
                .body("data[0].bin_location", equalTo("A-01"))
                .body("data[0].reorder_point", equalTo(4));
        long before = events();
        assertCounts(0, 0, 3, 0, run(file));
        assertCounts(0, 0, 3, 0, run(ACTOR, file, true));
        assertEquals(2, ledger(milk).size());
        assertEquals(before, events());
    }

    @Test
    void aDifferenceIsBookedOncePerReference() {
        ProductId milk = shop.product("1.00", 12);
        String note = "note " + UUID.randomUUID();
        String file = "sku,delta,reason,reference\n%s,5,receipt,%s\n%1$s,-2,DAMAGE,%2$s\n".formatted(sku(milk), note);
        assertCounts(0, 2, 0, 0, run(ACTOR, file, true));
        assertCounts(0, 2, 0, 0, run(file));
        assertCounts(0, 0, 2, 0, run(file));
        assertCounts(0, 0, 2, 0, run(ACTOR, file, true));
        assertEquals(List.of("12 COUNT", "5 RECEIPT " + note, "-2 DAMAGE " + note), ledger(milk));
        ImportResult other = run(file.replace(",5,", ",6,"));
        assertCounts(0, 0, 1, 1, other);
        assertEquals(List.of("2 delta With this reference 5 was booked before."), errors(other));
        ImportResult twice = run("sku,delta,reason,reference\n%s,5,RECEIPT,new %s\n%1$s,5,RECEIPT,new %2$s\n"
                .formatted(sku(milk), note));
        assertCounts(0, 1, 0, 1, twice);
        assertEquals(List.of("3 reference Row 2 has the same reference: add them up."), errors(twice));
        assertEquals(4, ledger(milk).size());
    }

    @Test
    void everyBadRowIsListedAndGoodRowsLand() {
        ProductId milk = shop.product("1.00", 12);
        ProductId butter = shop.product("1.00", 3);
        ProductId promised = shop.product("1.00", 5);
        accounts.customer()
                .request()
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .body(shop.pickup(promised, 4))
                .post("/api/v1/orders")
                .then()
                .statusCode(201);
        Shop.Opened other = shops.open();
        String file = """
                sku,store,on_hand,reason,expected_on_hand,lead_time_days,bin_location
                %1$s,%3$s,11,,,,
                ,,1,,,,
                %1$s,Nowhere,1,,,,
                %1$s,%4$s,1,,,,
                nothing-%3$s,,1,,,,
                %1$s,,"1,234",WHY,,,
                %1$s,,-1,,,400,%5$s
                %6$s,,1.5,,,,
                %6$s,,9,,12,,
                %2$s,,3,,,,
                %1$s,,1E+3,,,,
                "7,6223E+12",,1,,,,
                %1$s,,,,4,,
                """.formatted(
                sku(milk), sku(promised), shop.store().name(), other.store().name(), "x".repeat(51), sku(butter));
        List<String> expected = List.of(
                "3 sku must not be blank",
                "4 store names no store: “Nowhere”",
                "5 store is not the store of this import",
                "6 sku There is no product with this SKU.",
                "7 on_hand could mean 1234 or 1.234: write one of them",
                "7 reason must be one of RECEIPT, COUNT, DAMAGE, EXPIRY, THEFT, RETURN, CORRECTION",
                "8 bin_location size must be between 0 and 50",
                "8 lead_time_days must be less than or equal to 365",
                "8 on_hand must not be negative",
                "9 on_hand This product is counted in whole pieces.",
                "10 expected_on_hand There are 3 on hand, not 12.",
                "11 on_hand 4 are promised to orders; less than that would remain.",
                "12 on_hand was rounded by a spreadsheet: format its column as text, and write the number out",
                "13 sku was rounded by a spreadsheet: format its column as text, and write the number out",
                "14 expected_on_hand goes with on_hand or delta");
        ImportResult trial = run(ACTOR, file, true);
        assertEquals(List.of("12 COUNT"), ledger(milk));
        ImportResult result = run(file);
        assertEquals(errors(trial), errors(result));
        assertEquals(expected, errors(result));
        assertEquals("3", result.errors().get(11).value(), "what the promises do not allow");
        assertCounts(0, 1, 0, 12, result);
        assertEquals(2, ledger(milk).size());
        assertEquals(1, ledger(promised).size());
    }

    @Test
    void whatTheStoreNeverHadEntersIt() {
        Shop.Opened elsewhere = shops.open();
        ProductId tea = elsewhere.product("1.00", 3);
        String file = "sku,on_hand,bin_location\n" + sku(tea) + ",0,B-2\n";
        assertCounts(1, 0, 0, 0, run(ACTOR, file, true));
        assertEquals(0, books.count("SELECT count(*) FROM stock WHERE store_id = ?", shop.id()));
        assertCounts(1, 0, 0, 0, run(file));
        assertCounts(0, 0, 1, 0, run(file));
        assertEquals(1, books.count("SELECT count(*) FROM assortment WHERE store_id = ?", shop.id()));
        assertEquals(List.of(), ledger(tea));
    }

    @Test
    void ofSeveralCountsTheLastCounts() {
        ProductId milk = shop.product("1.00", 12);
        String file = "sku;on_hand\n%1$s;5\n%1$s;6\n".formatted(sku(milk));
        assertCounts(0, 1, 1, 0, run(file));
        assertCounts(0, 0, 2, 0, run(file));
        assertEquals(2, ledger(milk).size());
        // Unless it relies on the one before.
        String chain = "sku,on_hand,expected_on_hand\n%1$s,5,6\n%1$s,4,5\n".formatted(sku(milk));
        assertCounts(0, 2, 0, 0, run(chain));
    }

    @Test
    void whatIsExportedIsImportedWithoutAChange() {
        ProductId milk = shop.product("1.00", 12);
        shop.product("1.00", "KG", "2.5");
        shop.adjust(milk, "{\"bin_location\": \"=A1\", \"reorder_point\": 5, \"lead_time_days\": 3}")
                .then()
                .statusCode(200);
        String csv = shop.admin()
                .request()
                .queryParam("store_id", shop.id().toString())
                .get("/api/v1/exports/inventory.csv")
                .asString();
        long before = events();
        assertCounts(0, 0, 2, 0, run(csv));
        assertEquals(before, events());
        assertCounts(0, 2, 0, 0, run(csv.replace(",12,", ",13,").replace(",2.5,", ",3,")));
        shop.stock(milk).then().body("data[0].on_hand", equalTo(13)).body("data[0].bin_location", equalTo("=A1"));
    }

    @Test
    void twoImportsOfOneFileAtOnceBookEachDifferenceOnce() {
        List<ProductId> products =
                IntStream.range(0, 20).mapToObj(i -> shop.product("1.00", 1)).toList();
        StringBuilder file = new StringBuilder("sku,delta,reason,reference\n");
        products.forEach(product -> file.append(sku(product)).append(",2,RECEIPT,once\n"));
        List<ImportJob> jobs = Crowd.atOnce(4, i -> () -> run(file.toString()).job());
        assertEquals(20, jobs.stream().mapToLong(ImportJob::updated).sum(), jobs::toString);
        assertEquals(60, jobs.stream().mapToLong(ImportJob::unchanged).sum(), jobs::toString);
        products.forEach(product -> assertEquals(List.of("1 COUNT", "2 RECEIPT once"), ledger(product)));
    }

    @Test
    void aManagerChangesHerOwnStoresOnly() {
        ProductId milk = shop.product("1.00", 12);
        Shop.Opened other = shops.open();
        Actor manager = new Actor(new UserId(UUID.randomUUID()), Role.MANAGER, Set.of(other.id()), "test", null);
        ImportOptions options = new ImportOptions(null, null, null, false);
        Path file = file("sku,store_id,on_hand\n" + sku(milk) + "," + shop.id() + ",3\n");
        ImportResult result = imports.run(manager, ImportKind.INVENTORY, file, options, job -> {});
        assertCounts(0, 0, 0, 1, result);
        assertTrue(errors(result).getFirst().contains("You are not a member of the store"), result::toString);
        assertEquals(1, ledger(milk).size());
    }

    @Test
    void aFileThatCannotBeUnderstoodIsRefusedBeforeAnythingIsStored() {
        Map<String, String> refusals = Map.of(
                "on_hand\n1\n", "mapping",
                "sku,on_hand,delta\nx,1,1\n", "mapping",
                "sku,on_hand\nx,1\n", "store_id");
        refusals.forEach((text, field) -> {
            DomainError refusal = assertThrows(
                    DomainError.class,
                    () -> imports.run(
                            ACTOR,
                            ImportKind.INVENTORY,
                            file(text),
                            new ImportOptions(null, null, null, false),
                            job -> {}));
            assertTrue(refusal.details().toString().contains("field=" + field), refusal.details()::toString);
        });
    }

    @Test
    void aManagerSendsAFileAndFetchesItsErrors() {
        ProductId milk = shop.product("1.00", 12);
        Account manager = accounts.staff(Role.MANAGER, shop.id());
        String csv = "Article\tCounted\n" + sku(milk) + "\t9\nunknown\t1\n";
        String id = post(manager, csv, 202).extract().path("data.id");
        String path = "/api/v1/imports/" + id;
        Waiting.until("the import ends", () -> manager.request().get(path).path("data.finished_at") != null);
        manager.request()
                .get(path)
                .then()
                .body("data.status", equalTo("COMPLETED"))
                .body("data.kind", equalTo("INVENTORY"))
                .body("data.format", equalTo("MAPPED"))
                .body("data.updated", equalTo(1))
                .body("data.failed", equalTo(1));
        assertEquals(
                "row,column,reason,value\r\n3,Article,There is no product with this SKU.,unknown\r\n",
                manager.request().get(path + "/errors.csv").asString());
        assertEquals(List.of("12 COUNT", "-3 COUNT import " + id), ledger(milk));
        post(accounts.staff(Role.EMPLOYEE, shop.id()), csv, 403);
        post(accounts.staff(Role.MANAGER, shops.open().id()), csv, 403).body("error.code", equalTo("WRONG_STORE"));
        manager.request()
                .contentType("multipart/form-data")
                .multiPart("file", "stock.csv", csv.getBytes(StandardCharsets.UTF_8))
                .multiPart("currency", "EUR")
                .post("/api/v1/imports/inventory")
                .then()
                .statusCode(400)
                .body("error.details.fields.field", contains("currency"))
                .body("error.details.fields[0].message", containsString("no such part"));
    }

    private ValidatableResponse post(Account who, String csv, int status) {
        return who.request()
                .contentType("multipart/form-data")
                .multiPart("file", "stock.csv", csv.getBytes(StandardCharsets.UTF_8))
                .multiPart("mapping", "sku=Article,on_hand=Counted")
                .multiPart("store_id", shop.id().toString())
                .post("/api/v1/imports/inventory")
                .then()
                .statusCode(status);
    }
}
