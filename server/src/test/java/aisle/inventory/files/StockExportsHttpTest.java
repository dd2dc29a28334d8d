package aisle.inventory.files;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import aisle.kernel.ProductId;
import aisle.kernel.Role;
import aisle.platform.csv.CsvStream;
import aisle.testing.Accounts;
import aisle.testing.Accounts.Account;
import aisle.testing.AisleTest;
import aisle.testing.Books;
import aisle.testing.Shop;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@AisleTest
class StockExportsHttpTest {
    @Inject
    Shop shops;

    @Inject
    Accounts accounts;

    @Inject
    Books books;

    private Shop.Opened shop;
    private Account manager;

    @BeforeEach
    void open() {
        shop = shops.open();
        manager = accounts.staff(Role.MANAGER, shop.id());
    }

    private RequestSpecification ofStore() {
        return manager.request().queryParam("store_id", shop.id().toString());
    }

    private static List<NamedCsvRecord> rows(String csv) {
        return CsvReader.builder().ofNamedCsvRecord(csv).stream().toList();
    }

    @Test
    void stockAsItIsAndAsItWas() {
        ProductId milk = shop.product("1.00", 12);
        ProductId flour = shop.product("1.00", "KG", "2.5");
        shop.adjust(milk, "{\"bin_location\": \"=A1\", \"reorder_point\": 5}")
                .then()
                .statusCode(200);
        String csv = ofStore()
                .get("/api/v1/exports/inventory.csv")
                .then()
                .statusCode(200)
                .header("Content-Type", containsString("text/csv"))
                .header("Content-Disposition", equalTo("attachment; filename=\"inventory.csv\""))
                .extract()
                .asString();
        List<NamedCsvRecord> rows = rows(csv);
        assertEquals(2, rows.size());
        NamedCsvRecord first = of(rows, milk);
        assertEquals("12", first.getField("on_hand"));
        assertEquals("12", first.getField("available"));
        assertEquals("5", first.getField("reorder_point"));
        assertEquals("'=A1", first.getField("bin_location"));
        assertEquals("=A1", CsvStream.restored(first.getField("bin_location")));
        assertEquals(shop.store().name(), first.getField("store"));
        assertEquals("2.5", of(rows, flour).getField("on_hand"));

        String then = ofStore()
                .queryParam("as_of", "2020-01-01T00:00:00Z")
                .get("/api/v1/exports/inventory.csv")
                .asString();
        assertEquals("0", of(rows(then), milk).getField("on_hand"));
        assertEquals("", of(rows(then), milk).getField("available"));
    }

    private NamedCsvRecord of(List<NamedCsvRecord> rows, ProductId product) {
        String sku =
                books.names("SELECT sku FROM product WHERE id = ?", product).getFirst();
        return rows.stream()
                .filter(row -> row.getField("sku").equals(sku))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theLedgerInItsOrderAndFiltered() {
        ProductId milk = shop.product("1.00", 12);
        shop.adjust(milk, "{\"delta\": -2, \"reason\": \"DAMAGE\"}").then().statusCode(200);
        shop.adjust(milk, "{\"delta\": 5, \"reason\": \"RECEIPT\"}").then().statusCode(200);
        List<NamedCsvRecord> all =
                rows(ofStore().get("/api/v1/exports/movements.csv").asString());
        assertEquals(
                List.of("1", "2", "3"),
                all.stream().map(row -> row.getField("seq")).toList());
        assertEquals(
                List.of("12", "-2", "5"),
                all.stream().map(row -> row.getField("delta")).toList());
        List<NamedCsvRecord> damage = rows(ofStore()
                .queryParam("reason", "DAMAGE")
                .get("/api/v1/exports/movements.csv")
                .asString());
        assertEquals(
                List.of("10"),
                damage.stream().map(row -> row.getField("balance_after")).toList());
        assertEquals(shop.admin().id().toString(), damage.getFirst().getField("actor_id"));
    }

    @Test
    void aLongLedgerComesWholeInBatches() {
        ProductId milk = shop.product("1.00", 0);
        books.change("""
                INSERT INTO stock_movement (store_id, product_id, seq, occurred_at, delta, balance_after, reason)
                SELECT store_id, product_id, i, timestamptz '2023-01-01' + i / 7 * interval '1 second', 1, i, 'RECEIPT'
                FROM stock, generate_series(1, 2500) AS i WHERE store_id = ? AND product_id = ?
                """, shop.id(), milk);
        books.change("UPDATE stock SET on_hand = 2500, ledger_seq = 2500 WHERE product_id = ?", milk);
        List<String> numbers = rows(
                        ofStore().get("/api/v1/exports/movements.csv").asString())
                .stream()
                .map(row -> row.getField("seq"))
                .toList();
        assertEquals(2500, numbers.size());
        assertEquals(2500, numbers.stream().distinct().count());
        assertEquals("1", numbers.getFirst());
        assertEquals("2500", numbers.getLast());
    }

    @Test
    void onlyOfOnesOwnStores() {
        shop.product("1.00", 12);
        Account stranger = accounts.staff(Role.MANAGER, shops.open().id());
        for (String file : List.of("inventory.csv", "movements.csv")) {
            String path = "/api/v1/exports/" + file;
            assertEquals(0, rows(stranger.request().get(path).asString()).size());
            stranger.request()
                    .queryParam("store_id", shop.id().toString())
                    .get(path)
                    .then()
                    .statusCode(403)
                    .body("error.code", equalTo("WRONG_STORE"));
            accounts.staff(Role.EMPLOYEE, shop.id()).request().get(path).then().statusCode(403);
        }
        manager.request()
                .queryParam("as_of", "2999-01-01T00:00:00Z")
                .get("/api/v1/exports/inventory.csv")
                .then()
                .statusCode(400);
    }
}
