package aisle.imports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aisle.kernel.Actor;
import aisle.kernel.DomainError;
import aisle.kernel.ErrorCode;
import aisle.kernel.ExpectedVersion;
import aisle.kernel.Role;
import aisle.platform.db.Database;
import aisle.stores.Store;
import aisle.testing.Accounts;
import aisle.testing.AisleTest;
import aisle.testing.Crowd;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@AisleTest
class ProductImportTest {
    private static final Actor ACTOR = Actor.system("import-test");
    private static final ImportOptions REAL = new ImportOptions(null, null, null, false);
    private static final Instant NEXT_YEAR =
            Instant.now().truncatedTo(ChronoUnit.DAYS).plus(365, ChronoUnit.DAYS);
    private static final ImportOptions DRY = new ImportOptions(null, null, null, true);

    @Inject
    Imports imports;

    @Inject
    ImportEngine engine;

    @Inject
    Database database;

    @Inject
    Accounts accounts;

    @TempDir
    Path directory;

    private final String prefix = "I" + UUID.randomUUID().toString().replace("-", "");

    @Test
    void theSameFileAgainChangesNothing() throws IOException {
        Path file = products(1200, "1.50");
        assertCounts(1200, 0, 0, 0, run(file, REAL));
        String before = state();
        assertCounts(0, 0, 1200, 0, run(file, REAL));
        assertEquals(before, state());
        assertEquals("1200 products, 1200 prices, 1200 in Import Test > " + prefix, summary());
        assertCounts(0, 1200, 0, 0, run(products(1200, "1.60"), REAL));
        assertEquals("1200 products, 2400 prices, 1200 in Import Test > " + prefix, summary());
    }

    @Test
    void aDryRunCountsAndChangesNothing() throws IOException {
        assertCounts(10, 0, 0, 0, run(products(10, "2"), DRY));
        assertEquals("0 products, 0 prices, 0 in ", summary());
        run(products(10, "2"), REAL);
        String before = state();
        assertCounts(0, 0, 10, 0, run(products(10, "2.0"), DRY));
        assertCounts(0, 10, 0, 0, run(products(10, "3"), DRY));
        assertEquals(before, state());
    }

    @Test
    void aColumnThatIsNotMappedKeepsWhatItHas() throws IOException {
        run(
                file("sku,name,price,brand,status,image_url\n" + prefix + "1,Tea " + prefix
                        + ",1,Leafy,DRAFT,https://a.example/1.png\n"),
                REAL);
        ImportResult second = run(file("sku,name,price\n" + prefix + "1,Green tea,1\n"), REAL);
        assertCounts(0, 1, 0, 0, second);
        assertEquals(
                "Green tea tea-" + prefix.toLowerCase(Locale.ROOT)
                        + " Leafy DRAFT [{\"alt\": null, \"url\": \"https://a.example/1.png\"}] 2",
                text("SELECT concat_ws(' ', name, slug, brand, status, images, version) FROM product WHERE sku = '"
                        + prefix + "1'"));
    }

    @Test
    void namesAndBrandsAreFreedOfOddSpaces() throws IOException {
        run(
                file("code,name,price,brand\n" + prefix + "1,\u00a0Olive\u00a0 oil ,1, Sri Sri \n"),
                new ImportOptions("sku=code,name=name,price=price,brand=brand", null, null, false));
        assertEquals(
                "Olive oil|Sri Sri", text("SELECT name || '|' || brand FROM product WHERE sku = '" + prefix + "1'"));
    }

    @Test
    void ofTwoRowsWithOneSkuTheLastCounts() throws IOException {
        Path file = file("sku,name,price\n" + prefix + "1,First,1\n" + prefix + "1,Second,2\n");
        assertCounts(1, 0, 1, 0, run(file, REAL));
        assertEquals("Second", text("SELECT name FROM product WHERE sku = '" + prefix + "1'"));
        assertCounts(0, 0, 2, 0, run(file, REAL));
    }

    @Test
    void everyBadCellIsListedAndGoodRowsLand() throws IOException {
        String file = "sku,name,price,old_price,gtin,unit,is_organic,status,nutritional_info,category\n"
                + prefix + "1,Good,1.2345,,4006381333931,kg,yes,draft,\"{\"\"kcal\"\": 52}\",Import Test > Good\n"
                + ",,abc,-1,4006381333932,STONE,maybe,GONE,[1],\n"
                + prefix + "2," + "x".repeat(201) + ",1.23456,,,,,,,\n"
                + prefix + "3,a\u0000b,1,,,,,,\"{\"\"a\"\": \"\"\\u0000\"\"}\",\n"
                + prefix + "4,too few,1\n";
        ImportResult result = run(file(file), REAL);
        assertCounts(1, 0, 0, 4, result);
        assertEquals(
                List.of(
                        "3 gtin must be a GTIN of 8, 12, 13 or 14 digits with the right check digit: 4006381333932",
                        "3 is_organic must be true or false: maybe",
                        "3 name must not be blank: ",
                        "3 nutritional_info must be a JSON object: [1]",
                        "3 old_price must not be negative: -1",
                        "3 price must be an amount with at most 4 decimals, such as 12.90: abc",
                        "3 sku must not be blank: ",
                        "3 status must be one of DRAFT, ACTIVE, ARCHIVED: GONE",
                        "3 unit must be one of EACH, KG, L, M: STONE",
                        "4 name size must be between 0 and 200: " + "x".repeat(200) + "…",
                        "4 price must be an amount with at most 4 decimals, such as 12.90: 1.23456",
                        "5 name must not hold a zero character: a\uFFFDb",
                        "5 nutritional_info must not hold a zero character: {\"a\": \"\\u0000\"}",
                        "6  has 3 cells, but the header has 10: null"),
                result.errors().stream()
                        .map(error -> error.row() + " " + error.column() + " " + error.reason() + ": " + error.value())
                        .toList());
        assertEquals(
                "KG 1.2345 t DRAFT {\"kcal\": 52}",
                text(
                        "SELECT concat_ws(' ', unit, price, is_organic, status, nutritional_info) FROM product WHERE sku = '"
                                + prefix + "1'"));
    }

    @Test
    @Timeout(60)
    void aJobThatDiesHalfWayGoesOnBehindItsLastBatch() throws IOException {
        Path file = products(5500, "1");
        ImportJob[] seen = new ImportJob[1];
        assertThrows(
                IllegalStateException.class,
                () -> imports.run(ACTOR, ImportKind.PRODUCTS, file, REAL, job -> {
                    seen[0] = job;
                    if (job.processed() >= 2000) {
                        throw new IllegalStateException("the power is gone");
                    }
                }));
        ImportJob left = imports.result(ACTOR, seen[0].id()).job();
        assertTrue(left.processed() >= 2000 && left.processed() < 5500, left::toString);
        assertEquals(left.created(), count("product WHERE sku LIKE '" + prefix + "%'"));
        engine.release(seen[0]);
        ImportJob job = ended(seen[0]);
        assertEquals(ImportStatus.COMPLETED, job.status());
        assertEquals(2, job.version());
        assertEquals(
                List.of(5500L, 5500L, 5500L, 0L, 0L, 0L),
                List.of(job.totalRows(), job.processed(), job.created(), job.updated(), job.unchanged(), job.failed()));
        assertEquals("5500 products, 5500 prices, 5500 in Import Test > " + prefix, summary());
        assertEquals(1, count("audit_entry WHERE action = 'products.imported' AND resource_id = '" + job.id() + "'"));
        assertEquals(1, count("outbox WHERE type = 'products.imported.v1' AND aggregate_id = '" + job.id() + "'"));
        assertEquals(0, count("import_chunk WHERE job_id = '" + job.id() + "'"));
    }

    @Test
    void aWorkerThatLostItsJobWritesNothingMore() throws IOException {
        ImportJob[] job = new ImportJob[1];
        ImportResult result = imports.run(ACTOR, ImportKind.PRODUCTS, products(5500, "1"), REAL, progress -> {
            if (job[0] == null) {
                job[0] = progress;
                database.transaction(tx -> {
                    imports.cancel(tx, ACTOR, progress.id(), ExpectedVersion.ANY);
                    return true;
                });
            }
        });
        assertEquals(ImportStatus.CANCELED, result.job().status());
        long landed = result.job().processed();
        assertTrue(landed >= 1 && landed < 5500, result::toString);
        assertEquals("%1$d products, %1$d prices, %1$d in Import Test > ".formatted(landed) + prefix, summary());
        DomainError refusal = assertThrows(
                DomainError.class,
                () -> database.transaction(tx -> {
                    imports.cancel(tx, ACTOR, job[0].id(), ExpectedVersion.ANY);
                    return true;
                }));
        assertEquals("IMPORT_FINISHED", refusal.code().name());
    }

    @Test
    void twoImportsOfOneFileAtOnceMakeEachProductOnce() throws Exception {
        Path file = products(3000, "1");
        Callable<ImportJob> task = () -> run(file, REAL).job();
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            List<Future<ImportJob>> jobs = threads.invokeAll(List.of(task, task));
            long created = jobs.get(0).get().created() + jobs.get(1).get().created();
            long unchanged = jobs.get(0).get().unchanged() + jobs.get(1).get().unchanged();
            assertEquals(List.of(3000L, 3000L), List.of(created, unchanged));
        }
        assertEquals("3000 products, 3000 prices, 3000 in Import Test > " + prefix, summary());
    }

    @Test
    void productsEnterTheStoresAssortment() throws IOException {
        Store store = accounts.store();
        ImportOptions options = new ImportOptions(null, null, store.id(), false);
        run(products(5, "1"), options);
        run(products(5, "1"), options);
        assertEquals(5, count("assortment WHERE store_id = '" + store.id() + "'"));
    }

    @Test
    void aMappingThatCannotWorkIsRefusedBeforeAnythingIsStored() throws IOException {
        Path file = file("index,product,price,price,\n1,2,3,4,5\n");
        ImportOptions options = new ImportOptions(
                "sku=index,colour=product,price=price,brand=maker,name=index>product", null, null, false);
        long before = count("import_job");
        DomainError refusal = assertThrows(
                DomainError.class, () -> imports.run(ACTOR, ImportKind.PRODUCTS, file, options, job -> {}));
        @SuppressWarnings("unchecked")
        List<DomainError.FieldError> fields =
                (List<DomainError.FieldError>) refusal.details().get("fields");
        assertEquals(
                Map.of("unknown", 2L, "ambiguous", 1L, "invalid", 1L),
                fields.stream().collect(Collectors.groupingBy(DomainError.FieldError::code, Collectors.counting())));
        assertTrue(fields.toString().contains("“colour”") && fields.toString().contains("“maker”"));
        assertEquals(before, count("import_job"));
        assertThrows(DomainError.class, () -> run(file("sku,name\n1,2\n"), REAL));
        assertThrows(DomainError.class, () -> run(directory.resolve("missing.csv"), REAL));
    }

    @Test
    void aFileThatBreaksOffImportsNothing() throws IOException {
        ImportResult result = run(file("sku,name,price\n" + prefix + "1,Tea,1\n" + prefix + "2,\"Tea,1\n"), REAL);
        assertEquals(ImportStatus.FAILED, result.job().status());
        assertTrue(String.valueOf(result.job().failure()).startsWith("Row 3 cannot be read"));
        assertNull(result.job().totalRows());
        assertEquals("0 products, 0 prices, 0 in ", summary());
    }

    @Test
    void aTrialRunWritesNothingAtAll() throws IOException {
        Store store = accounts.store();
        String rest = "sku,name,price,gtin,category,group,options,stores,store_prices,planned_prices,tags,slug\n"
                + row("1", "Tea S", "S", store) + row("2", "Tea M", "M", store)
                + prefix + "3,Tea,1,\"7,6223E+12\",,,,,,,,\n"
                + prefix + "4,Tea,1,,,,,\"[\"\"Nowhere " + prefix + "\"\"]\",,,,\n"
                + row("5", "Tea M again", "M", store);
        List<Long> before = everything();
        ImportResult trial = run(file(rest), DRY);
        assertEquals(before, everything());
        ImportResult real = run(file(rest), REAL);
        assertEquals(trial.errors(), real.errors());
        assertEquals(
                List.of(
                        "4 gtin was rounded by a spreadsheet: format its column as text, and write the number out",
                        "5 stores names no store: “Nowhere " + prefix + "”",
                        "6 options The group has a variant with these options already."),
                real.errors().stream()
                        .map(error -> error.row() + " " + error.column() + " " + error.reason())
                        .toList());
        assertCounts(2, 0, 0, 3, trial);
        assertCounts(2, 0, 0, 3, real);
        assertEquals("2 in the store, 2 prices of its own, 2 planned, 2 tagged, 1 group", text("""
                        SELECT (SELECT count(*) FROM assortment WHERE store_id = '%1$s') || ' in the store, '
                            || (SELECT count(*) FROM store_price WHERE store_id = '%1$s' AND price = 0.90) || ' prices of its own, '
                            || (SELECT count(*) FROM product_price WHERE store_id = '%1$s' AND scheduled) || ' planned, '
                            || (SELECT count(*) FROM product_tag pt JOIN tag t ON t.id = pt.tag_id WHERE t.store_id = '%1$s')
                            || ' tagged, ' || (SELECT count(*) FROM product_group WHERE handle = '%2$s') || ' group'
                        """.formatted(
                        store.id(), slug())));
        assertCounts(0, 0, 2, 3, run(file(rest), REAL));
        assertCounts(0, 0, 2, 3, run(file(rest), DRY));
        ImportResult cheaper = run(file(rest.replace("0.90", "0.80")), REAL);
        assertCounts(0, 2, 0, 3, cheaper);
        assertCounts(0, 0, 2, 3, run(file(rest.replace("0.90", "0.80")), REAL));
    }

    private String slug() {
        return "g-" + prefix.toLowerCase(Locale.ROOT);
    }

    private String row(String number, String name, String size, Store store) {
        return prefix + number + "," + name + ",1,,Trial " + prefix + " > Tea," + slug() + ",\"{\"\"Size\"\": \"\""
                + size
                + "\"\"}\",\"[\"\"" + store.name() + "\"\"]\",\"{\"\"" + store.id()
                + "\"\": {\"\"price\"\": \"\"0.90\"\"}}\",\"[{\"\"store\"\": \"\"" + store.name()
                + "\"\", \"\"price\"\": 0.5, \"\"from\"\": \"\"" + NEXT_YEAR + "\"\"}]\",\"{\"\"" + store.name()
                + "\"\": [\"\"New\"\"]}\"," + slug() + "-" + number + "\n";
    }

    /** How many rows each table has that an import writes. */
    private List<Long> everything() {
        return List.of(
                count("product WHERE sku LIKE '" + prefix + "%'"),
                count("product_group WHERE handle = '" + slug() + "'"),
                count("category WHERE path_name LIKE 'Trial " + prefix + "%'"),
                count("product_price h JOIN product p ON p.id = h.product_id WHERE p.sku LIKE '" + prefix + "%'"),
                count("assortment a JOIN product p ON p.id = a.product_id WHERE p.sku LIKE '" + prefix + "%'"),
                count("tag t JOIN product_tag pt ON pt.tag_id = t.id JOIN product p ON p.id = pt.product_id"
                        + " WHERE p.sku LIKE '" + prefix + "%'"));
    }

    @Test
    void aManagerNamesHerOwnStoresOnly() throws IOException {
        Store own = accounts.store();
        Store other = accounts.store();
        Actor manager = new Actor(null, Role.MANAGER, Set.of(own.id()), "import-test", null);
        String file = "sku,name,price,stores\n" + prefix + "1,Tea,1,\"[\"\"" + own.name() + "\"\"]\"\n" + prefix
                + "2,Tea,1,\"[\"\"" + other.name() + "\"\"]\"\n";
        ImportResult result = imports.run(manager, ImportKind.PRODUCTS, file(file), REAL, job -> {});
        assertCounts(1, 0, 0, 1, result);
        assertEquals(
                "You are not a member of the store “" + other.name() + "”.",
                result.errors().getFirst().reason());
        assertEquals(
                List.of(1L, 0L),
                List.of(
                        count("assortment WHERE store_id = '" + own.id() + "'"),
                        count("assortment WHERE store_id = '" + other.id() + "'")));
        ImportOptions euros = new ImportOptions(null, Currency.getInstance("EUR"), own.id(), false);
        assertEquals(
                ErrorCode.CURRENCY_MISMATCH,
                assertThrows(
                                DomainError.class,
                                () -> imports.run(manager, ImportKind.PRODUCTS, file(file), euros, job -> {}))
                        .code());
        ImportResult mixed = run(file("sku,name,price,currency\n" + prefix + "3,Tea,1,EUR\n"), REAL);
        assertEquals(
                "Amounts here are in USD, not in EUR.",
                mixed.errors().getFirst().reason());
    }

    @Test
    void noMoreThanTenThousandErrorsAreKeptAndAllAreCounted() throws IOException {
        String rows =
                IntStream.range(0, 10_500).mapToObj(i -> prefix + i + ",,x\n").collect(Collectors.joining());
        ImportResult result = run(file("sku,name,price\n" + rows), REAL);
        assertCounts(0, 0, 0, 10_500, result);
        assertEquals(21_000, result.job().errorCount());
        assertEquals(
                10_000, count("import_error WHERE job_id = '" + result.job().id() + "'"));
    }

    @Test
    void anImportAndManyWritersOfTheSameProductsMakeEachOnce() throws Exception {
        Path file = products(2000, "1");
        Accounts.Account admin = accounts.admin();
        List<Object> outcomes = Crowd.atOnce(
                4,
                i -> () -> i < 2
                        ? run(file, REAL).job()
                        : IntStream.range(0, 40)
                                .mapToObj(one -> admin.request()
                                        .body(Map.of("name", "Product " + one, "price", 1, "sku", prefix + one * 50))
                                        .post("/api/v1/products")
                                        .statusCode())
                                .toList());
        long imported = 0;
        long posted = 0;
        for (Object outcome : outcomes) {
            if (outcome instanceof ImportJob job) {
                assertEquals(ImportStatus.COMPLETED, job.status(), job::toString);
                imported += job.created();
            } else {
                List<?> statuses = (List<?>) outcome;
                assertTrue(
                        statuses.stream().allMatch(status -> status.equals(201) || status.equals(409)),
                        statuses::toString);
                posted += statuses.stream().filter(status -> status.equals(201)).count();
            }
        }
        assertEquals(2000, imported + posted);
        assertEquals(2000, count("product WHERE sku LIKE '" + prefix + "%'"));
        assertEquals(
                2000,
                count("product_price h JOIN product p ON p.id = h.product_id WHERE p.sku LIKE '" + prefix
                        + "%' AND h.valid_to = 'infinity'"));
    }

    private ImportJob ended(ImportJob job) {
        ImportJob now = imports.result(ACTOR, job.id()).job();
        while (now.isOpen()) {
            now = imports.result(ACTOR, job.id()).job();
        }
        return now;
    }

    private ImportResult run(Path file, ImportOptions options) {
        return imports.run(ACTOR, ImportKind.PRODUCTS, file, options, job -> {});
    }

    private Path products(int rows, String price) throws IOException {
        return file("sku,name,price,category\n"
                + IntStream.range(0, rows)
                        .mapToObj(i -> prefix + i + ",Product " + i + "," + price + ",Import Test > " + prefix + "\n")
                        .collect(Collectors.joining()));
    }

    private Path file(String text) throws IOException {
        return Files.writeString(directory.resolve(UUID.randomUUID() + ".csv"), text);
    }

    private static void assertCounts(long created, long updated, long unchanged, long failed, ImportResult result) {
        ImportJob job = result.job();
        assertEquals(ImportStatus.COMPLETED, job.status(), job::toString);
        assertEquals(
                List.of(created, updated, unchanged, failed),
                List.of(job.created(), job.updated(), job.unchanged(), job.failed()));
        assertEquals(created + updated + unchanged + failed, job.processed());
        assertEquals(job.processed(), job.totalRows());
    }

    /** Every column of every product of this test. */
    private String state() {
        return text("SELECT coalesce(md5(string_agg(p::text, '' ORDER BY sku)), '') FROM product p WHERE sku LIKE '"
                + prefix + "%'");
    }

    private String summary() {
        return text("""
                SELECT count(*) || ' products, '
                       || coalesce(sum((SELECT count(*) FROM product_price h WHERE h.product_id = p.id)), 0) || ' prices, '
                       || count(c.id) || ' in ' || coalesce(min(c.path_name), '')
                FROM product p LEFT JOIN category c ON c.id = p.category_id WHERE sku LIKE '""" + prefix + "%'");
    }

    private String text(String sql) {
        return database.read(
                handle -> handle.createQuery(sql).mapTo(String.class).one());
    }

    private long count(String from) {
        return database.read(handle -> handle.createQuery("SELECT count(*) FROM " + from)
                .mapTo(Long.class)
                .one());
    }
}
