package aisle.inventory;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import aisle.kernel.ProductId;
import aisle.platform.db.Database;
import aisle.testing.Accounts;
import aisle.testing.AisleTest;
import aisle.testing.Books;
import aisle.testing.RecurringWork;
import aisle.testing.Shop;
import aisle.testing.Waiting;
import io.micrometer.core.instrument.MeterRegistry;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Plants each kind of drift behind the server's back, and sees it found. */
@AisleTest
class VerificationTest {
    @Inject
    Shop shop;

    @Inject
    Accounts accounts;

    @Inject
    Books books;

    @Inject
    Database database;

    @Inject
    RecurringWork work;

    @Inject
    VerificationGauges gauges;

    @Inject
    MeterRegistry metrics;

    private static ValidatableResponse verified(Shop.Opened store) {
        return store.admin().request().get("/api/v1/inventory/verify").then().statusCode(200);
    }

    private static void assertFound(Shop.Opened store, ProductId product, String... kinds) {
        verified(store).body(row(product) + ".kinds", contains(kinds)).body("data.consistent", equalTo(false));
    }

    private static void assertClean(Shop.Opened store, ProductId product) {
        verified(store).body(row(product), nullValue());
    }

    private static String row(ProductId product) {
        return "data.drift.find { it.product_id == '" + product + "' }";
    }

    @Test
    void everyKindOfDriftIsNamed() {
        Shop.Opened store = shop.open();
        ProductId product = store.product("1.00", 5);
        String order = accounts.customer()
                .request()
                .header("Idempotency-Key", "k")
                .body(store.pickup(product, 2))
                .post("/api/v1/orders")
                .then()
                .statusCode(201)
                .extract()
                .path("data.id");
        assertClean(store, product);

        books.change("UPDATE stock SET on_hand = on_hand + 1 WHERE product_id = ?", product);
        assertFound(store, product, "LEDGER", "NUMBERING");
        verified(store).body(row(product) + ".on_hand", equalTo(6)).body(row(product) + ".ledger", equalTo(5));
        books.change("UPDATE stock SET on_hand = on_hand - 1 WHERE product_id = ?", product);

        books.change("UPDATE stock SET ledger_seq = ledger_seq + 1 WHERE product_id = ?", product);
        assertFound(store, product, "NUMBERING");
        books.change("UPDATE stock SET ledger_seq = ledger_seq - 1 WHERE product_id = ?", product);

        books.change("UPDATE stock SET reserved = reserved - 1 WHERE product_id = ?", product);
        assertFound(store, product, "RESERVED");
        books.change("UPDATE stock SET reserved = reserved + 1 WHERE product_id = ?", product);

        books.change("UPDATE orders SET status = 'CANCELED' WHERE id = ?", UUID.fromString(order));
        assertFound(store, product, "OWNERLESS");
        verified(store).body(row(product) + ".ownerless", equalTo(2));
        books.change("UPDATE orders SET status = 'CONFIRMED' WHERE id = ?", UUID.fromString(order));
        assertClean(store, product);
    }

    @Test
    void movementsOfAProductThatIsNowhereAreFound() {
        Shop.Opened store = shop.open();
        ProductId nowhere = new ProductId(UUID.randomUUID());
        books.change("""
                INSERT INTO stock_movement (store_id, product_id, seq, occurred_at, delta, balance_after, reason)
                VALUES (?, ?, 1, ?, 3, 3, 'COUNT')
                """, store.id(), nowhere, Instant.EPOCH);
        assertFound(store, nowhere, "LEDGER", "NUMBERING");
        books.change("DELETE FROM stock_movement WHERE product_id = ?", nowhere);
        assertClean(store, nowhere);
    }

    @Test
    void theNightlyJobMeasuresWhatItFinds() {
        Shop.Opened store = shop.open();
        ProductId product = store.product("1.00", 5);
        work.run(NightlyVerification.NAME);
        gauges.measure();
        double before = metrics.get("stock_drift_rows").gauge().value();
        books.change("UPDATE stock SET on_hand = on_hand + 1 WHERE product_id = ?", product);
        awaitMeasured(before + 1);
        books.change("UPDATE stock SET on_hand = on_hand - 1 WHERE product_id = ?", product);
        awaitMeasured(before);
    }

    /** The gauges' own thread reads now and then too, and may be late with what it read. */
    private void awaitMeasured(double drifted) {
        work.run(NightlyVerification.NAME);
        Waiting.until("the gauge shows " + drifted, () -> {
            gauges.measure();
            return metrics.get("stock_drift_rows").gauge().value() == drifted;
        });
    }
}
