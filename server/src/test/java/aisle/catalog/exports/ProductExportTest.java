package aisle.catalog.exports;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aisle.catalog.CatalogData;
import aisle.catalog.search.ProductFilter;
import aisle.imports.ImportJob;
import aisle.imports.ImportKind;
import aisle.imports.ImportOptions;
import aisle.imports.ImportResult;
import aisle.imports.Imports;
import aisle.kernel.Actor;
import aisle.kernel.CategoryId;
import aisle.kernel.Money;
import aisle.kernel.ProductId;
import aisle.kernel.Role;
import aisle.stores.Store;
import aisle.testing.Accounts;
import aisle.testing.Accounts.Account;
import aisle.testing.AisleTest;
import aisle.testing.NaughtyStrings;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is exported is imported again without a change, whatever the products are called. */
@AisleTest
class ProductExportTest {
    @Inject
    Imports imports;

    @Inject
    ProductExport exports;

    @Inject
    Accounts accounts;

    @Inject
    CatalogData data;

    @TempDir
    Path directory;

    private final String category = "Export " + UUID.randomUUID();
    private Account admin;

    @BeforeEach
    void signIn() {
        admin = accounts.admin();
    }

    @Test
    void everyTextComesBackAsItWas() throws IOException {
        int made = 0;
        for (String text : NaughtyStrings.ALL) {
            made += create(Map.of("name", text)) ? 1 : 0;
            boolean isBrand = !text.isBlank() && text.equals(text.strip()) && text.length() <= 100;
            made += create(Map.of(
                            "name",
                            CatalogData.unique("Naughty "),
                            "brand",
                            isBrand ? text : "plain",
                            "description",
                            text,
                            "attributes",
                            Map.of("text", text),
                            "images",
                            List.of(Map.of("url", "/a.jpg", "alt", text))))
                    ? 1
                    : 0;
        }
        for (String formula :
                List.of("=1+1", "'=1+1", "''=1", "'quoted'", "+49", "-1", "@SUM(A1)", "\uFF1D1", "plain")) {
            made += create(Map.of("name", formula, "description", "\t" + formula)) ? 1 : 0;
        }
        String before = state();
        String csv = export("category_id=" + categoryId());
        assertTrue(csv.lines().noneMatch(line -> line.startsWith("=")), "a formula stands alone");
        ImportResult again = imported(csv);
        assertEquals(List.of(), again.errors());
        assertEquals(List.of(0L, 0L, (long) made, 0L), counts(again));
        assertEquals(before, state());
    }

    @Test
    void variantsPricesStoresAndTagsComeBackAsTheyWere() throws IOException {
        Store here = data.store("PT", "EUR");
        Store there = accounts.store();
        String handle = CatalogData.unique("shirt-").toLowerCase(java.util.Locale.ROOT);
        for (String size : List.of("S", "M")) {
            create(Map.of(
                    "name",
                    "Shirt " + size,
                    "group",
                    Map.of("handle", handle, "title", "The, \"Shirt\""),
                    "options",
                    Map.of("Size", size, "=Colour", "-Red"),
                    "old_price",
                    "12.5"));
        }
        ProductId product = new ProductId(UUID.fromString(data.texts(
                        "SELECT p.id::text FROM product p JOIN product_group g ON g.id = p.group_id WHERE g.handle = ? ORDER BY p.name",
                        handle)
                .getFirst()));
        data.sell(here.id(), product);
        data.sell(there.id(), product);
        Instant now = Instant.now().truncatedTo(ChronoUnit.DAYS);
        Instant soon = now.plus(30, ChronoUnit.DAYS);
        Instant late = now.plus(60, ChronoUnit.DAYS);
        data.ownPrice(here.id(), product, Money.of("7.77", "EUR"), now);
        data.scheduled(there.id(), product, Money.of("5", "USD"), now, late);
        data.scheduled(null, product, Money.of("6", "USD"), soon, late);
        admin.request()
                .body(Map.of("name", "Soft, \"new\""))
                .post("/api/v1/stores/" + there.id() + "/tags")
                .then()
                .statusCode(201);
        data.sql(
                "INSERT INTO product_tag (product_id, tag_id) SELECT ?, id FROM tag WHERE store_id = ?",
                product,
                there.id());
        String csv = export("category_id=" + categoryId());
        String before = state();
        ImportResult again = imported(csv);
        assertEquals(List.of(), again.errors());
        assertEquals(List.of(0L, 0L, 2L, 0L), counts(again));
        assertEquals(before, state());

        // The same file, once they are gone, brings all of it back.
        data.sql("UPDATE product SET deleted_at = ? WHERE category_id = ?", now, categoryId());
        ImportResult anew = imported(csv);
        assertEquals(List.of(), anew.errors());
        assertEquals(List.of(2L, 0L, 0L, 0L), counts(anew));
        // What was on offer already begins anew with the product.
        String begins = "\"\"from\"\": \"\"[^\"]*\"\"";
        assertEquals(
                csv.replaceAll(begins, ""),
                export("category_id=" + categoryId()).replaceAll(begins, ""));
        ProductId fresh = new ProductId(UUID.fromString(data.texts(
                        "SELECT id::text FROM product WHERE category_id = ? AND deleted_at IS NULL AND name = 'Shirt M'",
                        categoryId())
                .getFirst()));
        admin.request()
                .get("/api/v1/catalog/products/" + fresh + "?store_id=" + there.id())
                .then()
                .statusCode(200)
                .body("data.price.amount", equalTo("5.00"))
                .body("data.variants.size()", equalTo(1));
        assertEquals(
                List.of("7.7700"),
                data.texts(
                        "SELECT price::text FROM store_price WHERE store_id = ? AND product_id = ?", here.id(), fresh));
    }

    @Test
    void filtersAndNamesItsFile() {
        create(Map.of("name", "Draft tea", "status", "DRAFT"));
        create(Map.of("name", "Green tea"));
        Response answer = admin.request().get("/api/v1/exports/products.csv?status=DRAFT&category_id=" + categoryId());
        answer.then()
                .statusCode(200)
                .contentType("text/csv")
                .header("Content-Disposition", "attachment; filename=\"products.csv\"");
        assertEquals(2, answer.asString().lines().count());
        assertTrue(answer.asString().contains("Draft tea"));
        assertEquals(
                1, export("assigned=true&category_id=" + categoryId()).lines().count());
        assertEquals(2, export("q=green&category_id=" + categoryId()).lines().count());
        admin.request()
                .get("/api/v1/exports/products.csv?colour=red")
                .then()
                .statusCode(400)
                .body("error.message", containsString("colour"));
        accounts.staff(Role.EMPLOYEE)
                .request()
                .get("/api/v1/exports/products.csv")
                .then()
                .statusCode(403);
    }

    @Test
    void aReaderThatGoesEndsTheExport() {
        create(Map.of("name", "Some tea"));
        ProductFilter filter = ProductFilter.ofBackOffice(null, null, new CategoryId(categoryId()), null);
        OutputStream gone = new OutputStream() {
            @Override
            public void write(int text) throws IOException {
                throw new IOException("the reader has gone");
            }
        };
        assertThrows(UncheckedIOException.class, () -> exports.write(filter, gone));
    }

    private boolean create(Map<String, Object> members) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("price", "10.50");
        body.put("category", category);
        body.putAll(members);
        return admin.request().body(body).post("/api/v1/products").statusCode() == 201;
    }

    private UUID categoryId() {
        return UUID.fromString(data.texts("SELECT id::text FROM category WHERE name = ?", category)
                .getFirst());
    }

    private String export(String query) {
        return admin.request()
                .get("/api/v1/exports/products.csv?" + query)
                .then()
                .statusCode(200)
                .extract()
                .asString();
    }

    private ImportResult imported(String csv) throws IOException {
        Path file = Files.writeString(directory.resolve(UUID.randomUUID() + ".csv"), csv);
        return imports.run(
                Actor.system("export-test"),
                ImportKind.PRODUCTS,
                file,
                new ImportOptions(null, null, null, false),
                job -> {});
    }

    private static List<Long> counts(ImportResult result) {
        ImportJob job = result.job();
        return List.of(job.created(), job.updated(), job.unchanged(), job.failed());
    }

    private String state() {
        return data.texts("""
                SELECT md5(string_agg(p::text || coalesce((SELECT string_agg(h::text, '' ORDER BY h.valid_from, h.price)
                                                           FROM product_price h WHERE h.product_id = p.id), ''), '' ORDER BY sku))
                FROM product p WHERE category_id = ?
                """, categoryId()).getFirst();
    }
}
