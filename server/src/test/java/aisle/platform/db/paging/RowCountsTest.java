package aisle.platform.db.paging;

import static org.junit.jupiter.api.Assertions.assertEquals;

import aisle.kernel.ProductId;
import aisle.platform.db.Database;
import aisle.testing.AisleTest;
import aisle.testing.Crowd;
import aisle.testing.Shop;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;

/** The maintained numbers against the rows themselves, while rows come, go and are taken back. */
@AisleTest
class RowCountsTest {
    @Inject
    Database database;

    @Inject
    Shop shop;

    @Test
    void creationsDeletionsRollbacksAndSummingUpAtOnceLeaveTheExactNumber() {
        String store = shop.open().id().toString();
        AtomicInteger step = new AtomicInteger();
        List<Boolean> done = Crowd.atOnce(16, person -> () -> {
            for (int turn = 0; turn < 12; turn++) {
                int kind = step.getAndIncrement() % 4;
                if (kind == 3) {
                    database.transaction(tx -> {
                        RowCounts.compact(tx.handle(), 2);
                        return null;
                    });
                } else {
                    moveSome(store, kind);
                }
            }
            return true;
        });
        assertEquals(16, done.size());
        long rows = database.read(handle -> handle.createQuery(
                        "SELECT count(*) FROM stock_movement WHERE store_id = CAST(:store AS uuid)")
                .bind("store", store)
                .mapTo(Long.class)
                .one());
        assertEquals(rows, counted(store));
        database.transaction(tx -> {
            RowCounts.compact(tx.handle(), 1);
            return null;
        });
        assertEquals(rows, counted(store));
    }

    /** Adds three movements, and removes them, or one of them, or gives it all up. */
    private void moveSome(String store, int kind) {
        UUID product = UUID.randomUUID();
        try {
            database.transaction(tx -> {
                tx.handle()
                        .createUpdate("""
                                INSERT INTO stock_movement
                                    (store_id, product_id, seq, occurred_at, delta, balance_after, reason)
                                SELECT CAST(:store AS uuid), :product, seq, '2026-01-01T00:00:00Z', 1, seq, 'COUNT'
                                FROM generate_series(1, 3) AS seq
                                """)
                        .bind("store", store)
                        .bind("product", product)
                        .execute();
                tx.handle()
                        .createUpdate("DELETE FROM stock_movement WHERE product_id = :product AND seq > :kept")
                        .bind("product", product)
                        .bind("kept", kind)
                        .execute();
                if (kind == 2) {
                    throw new GivenUp();
                }
                return null;
            });
        } catch (GivenUp expected) {
            assertEquals(2, kind);
        }
    }

    private static final class GivenUp extends RuntimeException {}

    private long counted(String store) {
        return database.read(handle -> RowCounts.of(handle, "stock_movement", List.of(store)));
    }

    @Test
    void everyCountedTableIsCountedExactly() {
        var opened = shop.open();
        opened.product("1.00", 3);
        database.read(handle -> {
            for (String table : List.of("app_user", "orders", "stock", "stock_movement")) {
                // One statement, so that both see the same moment of tests that run beside this one.
                assertEquals(
                        0L,
                        handle.createQuery("SELECT (SELECT count(*) FROM " + table
                                        + ") - (SELECT coalesce(sum(delta), 0) FROM row_count WHERE subject = :table)")
                                .bind("table", table)
                                .mapTo(Long.class)
                                .one(),
                        table);
            }
            assertEquals(List.of(), handle.createQuery("""
                            SELECT status FROM (
                                SELECT status, count(*) AS rows FROM product WHERE deleted_at IS NULL GROUP BY status) p
                            FULL JOIN (SELECT part, sum(delta) AS rows FROM row_count WHERE subject = 'product'
                                       GROUP BY part) c ON c.part = p.status
                            WHERE coalesce(p.rows, 0) <> coalesce(c.rows, 0)
                            """).mapTo(String.class).list());
            return null;
        });
    }

    @Test
    void aProductThatChangesItsStatusOrIsDeletedCountsElsewhere() {
        var opened = shop.open();
        var product = opened.product("1.00", 0);
        database.transaction(tx -> {
            update(tx.handle(), "status = 'ARCHIVED'", product);
            assertEquals(List.of("ACTIVE -1", "ARCHIVED 1"), ownRows(tx.handle()));
            update(tx.handle(), "deleted_at = '2026-01-01T00:00:00Z'", product);
            assertEquals(List.of("ACTIVE -1", "ARCHIVED -1", "ARCHIVED 1"), ownRows(tx.handle()));
            return null;
        });
    }

    private static void update(Handle handle, String change, ProductId product) {
        handle.createUpdate("UPDATE product SET " + change + " WHERE id = :id")
                .bind("id", product)
                .execute();
    }

    private static List<String> ownRows(Handle handle) {
        return handle.createQuery("""
                        SELECT part || ' ' || delta FROM row_count
                        WHERE subject = 'product' AND xmin = pg_current_xact_id()::xid ORDER BY 1
                        """).mapTo(String.class).list();
    }
}
