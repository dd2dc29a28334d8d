package aisle.catalog.imports;

import static org.junit.jupiter.api.Assertions.assertEquals;

import aisle.imports.FileFormat;
import aisle.imports.ImportJob;
import aisle.imports.ImportKind;
import aisle.imports.ImportOptions;
import aisle.imports.ImportResult;
import aisle.imports.ImportStatus;
import aisle.imports.Imports;
import aisle.kernel.Actor;
import aisle.platform.db.Database;
import aisle.stores.Store;
import aisle.testing.Accounts;
import aisle.testing.AisleTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files as Shopify and WooCommerce write them; {@code @} stands for what makes the products of a test its own. */
@AisleTest
class OtherShopsFilesTest {
    private static final Actor ACTOR = Actor.system("import-test");
    private static final LocalDate STARTS = LocalDate.now(ZoneOffset.UTC).plusDays(300);
    private static final LocalDate ENDS = STARTS.plusDays(4);

    @Inject
    Imports imports;

    @Inject
    Database database;

    @Inject
    Accounts accounts;

    @TempDir
    Path directory;

    private final String own = "o" + UUID.randomUUID().toString().replace("-", "");

    @Test
    void shopifysProductsComeWithVariantsImagesAndFormerPrices() {
        Store store = accounts.store();
        ImportResult result = run("shopify.csv", new ImportOptions(null, null, store.id(), false));
        assertEquals(FileFormat.SHOPIFY, result.job().format());
        assertCounts(4, 0, 1, 3, result);
        assertEquals(
                List.of(
                        "7 Variant Barcode was rounded by a spreadsheet: format its column as text, and write the number out",
                        "8 Title must not be blank: the first row of a handle says what the product is",
                        "9 Variant Price could mean 1234 or 1.234: write one of them"),
                errors(result));
        assertEquals(
                List.of(
                        "@-JACKET-SAND|Field Jacket - M / Sand|139.0000||@-field-jacket|{\"Size\": \"M\", \"Colour\": \"Sand\"}|ACTIVE|Apparel > Coats|3",
                        "@-field-jacket/M/Olive|Field Jacket - M / Olive|129.0000||@-field-jacket|{\"Size\": \"M\", \"Colour\": \"Olive\"}|ACTIVE|Apparel > Coats|3",
                        "@-field-jacket/S/Olive|Field Jacket - S / Olive|129.0000|159.0000|@-field-jacket|{\"Size\": \"S\", \"Colour\": \"Olive\"}|ACTIVE|Apparel > Coats|4",
                        "@-mug|Enamel Mug|14.5000|||{}|DRAFT|Kitchen|1"),
                products());
        assertEquals(
                "<h2>Warm</h2><p>Waxed <b>cotton</b>.</p>|Northwind|4012345678901|Back, with \"hood\"",
                text("SELECT concat_ws('|', description, brand, gtin, images -> 1 ->> 'alt') FROM product WHERE sku = '"
                        + own + "-field-jacket/M/Olive'"));
        assertEquals(
                "Plain text &amp; an ampersand", text("SELECT description FROM product WHERE sku = '" + own + "-mug'"));
        assertEquals(
                "https://images.example/jacket-olive.jpg",
                text("SELECT images -> 0 ->> 'url' FROM product WHERE sku = '" + own + "-field-jacket/S/Olive'"));
        assertEquals("outdoor 3, winter 3", tags(store));
        assertEquals("Field Jacket", text("SELECT title FROM product_group WHERE handle = '" + own + "-field-jacket'"));

        String before = state();
        assertCounts(0, 0, 5, 3, run("shopify.csv", new ImportOptions(null, null, store.id(), false)));
        assertEquals(before, state());
    }

    @Test
    void wooCommercesProductsComeWithVariationsAndSales() {
        ImportResult dry = run("woocommerce.csv", new ImportOptions(null, null, null, true));
        assertEquals(List.of(), products());
        ImportResult result = run("woocommerce.csv", new ImportOptions(null, null, null, false));
        assertEquals(FileFormat.WOOCOMMERCE, result.job().format());
        assertEquals(
                List.of(
                        "6 Parent names no variable product of this file",
                        "7 Type is a collection of other products, which has no price"),
                errors(result));
        assertEquals(errors(dry), errors(result));
        assertCounts(5, 0, 1, 2, result);
        assertCounts(5, 0, 1, 2, dry);
        assertEquals(
                List.of(
                        "@-belt|Belt|55.0000|65.0000||{}|ACTIVE|Clothing > Accessories|1",
                        "@-card|Gift card, large|25.0000|||{}|DRAFT|Gifts, cards|0",
                        "@-hoodie-blue|Hoodie - Blue|45.0000||@-hoodie|{\"Colour\": \"Blue\"}|ACTIVE|Clothing > Hoodies|1",
                        "@-secret|Secret|25.0000|||{}|DRAFT||0"),
                products());
        assertEquals("WOO-47|Hoodie - Green|45.0000|Clothing > Hoodies|2|<p>Soft.</p>\n", text("""
                        SELECT concat_ws('|', sku, p.name, price, c.path_name, jsonb_array_length(images), description)
                        FROM product p JOIN product_group g ON g.id = p.group_id JOIN category c ON c.id = p.category_id
                        WHERE p.options = '{"Colour": "Green"}' AND g.handle = '""" + own + "-hoodie'"));
        assertEquals(
                "39.5000 " + STARTS + " " + ENDS.plusDays(1) + " REDUCED {\"Material\": \"Leather, brass\"}",
                text("""
                        SELECT concat_ws(' ', h.price, (h.valid_from AT TIME ZONE 'UTC')::date, (h.valid_to AT TIME ZONE 'UTC')::date,
                                         belt.tax_class, belt.attributes)
                        FROM product_price h JOIN product p ON p.id = h.product_id AND h.scheduled, product belt
                        WHERE belt.sku = '""" + own + "-belt' AND p.sku = '" + own + "-hoodie-blue'"));

        String before = state();
        assertCounts(0, 0, 6, 2, run("woocommerce.csv", new ImportOptions(null, null, null, false)));
        assertEquals(before, state());
    }

    private ImportResult run(String fixture, ImportOptions options) {
        try (InputStream in = OtherShopsFilesTest.class.getResourceAsStream("/imports/" + fixture)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("@-", own + "-")
                    .replace("@starts", STARTS.toString())
                    .replace("@ends", ENDS.toString());
            Path file = Files.writeString(directory.resolve(UUID.randomUUID() + ".csv"), text);
            return imports.run(ACTOR, ImportKind.PRODUCTS, file, options, job -> {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void assertCounts(long created, long updated, long unchanged, long failed, ImportResult result) {
        ImportJob job = result.job();
        assertEquals(ImportStatus.COMPLETED, job.status(), job::toString);
        assertEquals(
                List.of(created, updated, unchanged, failed),
                List.of(job.created(), job.updated(), job.unchanged(), job.failed()));
        assertEquals(job.processed(), job.totalRows());
    }

    private static List<String> errors(ImportResult result) {
        return result.errors().stream()
                .map(error -> error.row() + " " + error.column() + " " + error.reason())
                .toList();
    }

    private List<String> products() {
        return database
                .read(handle -> handle.createQuery("""
                        SELECT concat_ws('|', sku, p.name, price, coalesce(old_price::text, ''), coalesce(g.handle, ''), options,
                                         status, coalesce(c.path_name, ''), jsonb_array_length(images))
                        FROM product p LEFT JOIN product_group g ON g.id = p.group_id
                        LEFT JOIN category c ON c.id = p.category_id
                        WHERE sku LIKE :prefix || '-%' ORDER BY sku COLLATE "C"
                        """)
                        .bind("prefix", own)
                        .mapTo(String.class)
                        .list())
                .stream()
                .map(row -> row.replace(own, "@"))
                .toList();
    }

    private String tags(Store store) {
        return text("""
                SELECT string_agg(name || ' ' || products, ', ' ORDER BY name)
                FROM (SELECT t.name, count(*) AS products FROM tag t JOIN product_tag pt ON pt.tag_id = t.id
                      WHERE t.store_id = '""" + store.id() + "' GROUP BY t.name) AS one");
    }

    private String state() {
        return text("""
                SELECT md5(string_agg(p::text || coalesce((SELECT string_agg(h::text, '' ORDER BY h.valid_from, h.price)
                                                           FROM product_price h WHERE h.product_id = p.id), ''), '' ORDER BY sku))
                FROM product p WHERE sku LIKE '""" + own + "-%'");
    }

    private String text(String sql) {
        return database.read(
                handle -> handle.createQuery(sql).mapTo(String.class).one());
    }
}
