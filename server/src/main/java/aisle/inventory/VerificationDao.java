package aisle.inventory;

import aisle.inventory.Verification.Drift;
import aisle.inventory.Verification.Kind;
import aisle.kernel.ProductId;
import aisle.kernel.StoreId;
import aisle.platform.db.Columns;
import aisle.platform.db.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** SQL that compares stock with its ledger and its reservations. */
final class VerificationDao {
    /** Stock rows that one statement compares: a second or two in a shop of years, and nothing that piles up in memory. */
    private static final int PIECE = 10_000;

    private static final UUID LAST_OF_ALL = UUID.fromString("ffffffff-ffff-ffff-ffff-ffffffffffff");

    /** A place in the order of the stock rows' keys. */
    record Place(UUID store, UUID product) {
        static final Place BEFORE_ALL = new Place(new UUID(0, 0), new UUID(0, 0));
    }

    /**
     * What was found in a piece.
     *
     * @param next where the next piece begins; null when this was the last
     */
    record Piece(long checked, List<Drift> drift, @Nullable Place next) {}

    /** How the newest nightly proof ended. */
    record Result(Instant finishedAt, long drifted) {}

    /**
     * Compares the rows behind a place. One statement, so that it sees one moment of the shop even while orders are placed.
     * Movements without a stock row count too.
     *
     * @param heldSince holds that were to end before this are nobody's any more
     */
    Piece compare(Handle handle, Place after, Instant heldSince) {
        Place end = end(handle, after);
        UUID lastStore = end == null ? LAST_OF_ALL : end.store();
        UUID lastProduct = end == null ? LAST_OF_ALL : end.product();
        long[] checked = new long[1];
        List<Drift> drift = new ArrayList<>();
        handle.createQuery("""
                        WITH piece AS (
                            SELECT * FROM stock
                            WHERE (store_id, product_id) > (:store, :product)
                              AND (store_id, product_id) <= (:lastStore, :lastProduct)),
                        ledger AS (
                            SELECT m.store_id, m.product_id, sum(m.delta) AS total, count(*) AS movements,
                                   max(m.seq) AS last_seq,
                                   max(m.balance_after) FILTER (WHERE m.seq = s.ledger_seq) AS balance
                            FROM stock_movement m
                                 LEFT JOIN piece s ON s.store_id = m.store_id AND s.product_id = m.product_id
                            WHERE (m.store_id, m.product_id) > (:store, :product)
                              AND (m.store_id, m.product_id) <= (:lastStore, :lastProduct)
                            GROUP BY m.store_id, m.product_id),
                        promised AS (
                            SELECT r.store_id, r.product_id, sum(r.quantity) AS total,
                                   sum(r.quantity) FILTER (WHERE r.owner_type = 'ORDER' AND l.id IS NULL
                                                              OR r.expires_at < :heldSince) AS ownerless
                            FROM reservation r
                                 LEFT JOIN orders o ON r.owner_type = 'ORDER' AND o.store_id = r.store_id AND o.id = r.owner_id
                                                   AND o.status NOT IN ('DELIVERED', 'CANCELED')
                                 LEFT JOIN order_line l ON l.store_id = r.store_id AND l.id = r.order_line_id
                                                       AND l.order_id = o.id
                            WHERE (r.store_id, r.product_id) > (:store, :product)
                              AND (r.store_id, r.product_id) <= (:lastStore, :lastProduct)
                            GROUP BY r.store_id, r.product_id),
                        compared AS (
                            SELECT coalesce(s.store_id, l.store_id) AS store_id,
                                   coalesce(s.product_id, l.product_id) AS product_id,
                                   coalesce(s.on_hand, 0) AS on_hand, coalesce(l.total, 0) AS ledger,
                                   coalesce(s.reserved, 0) AS reserved, coalesce(p.total, 0) AS promised,
                                   coalesce(p.ownerless, 0) AS ownerless,
                                   coalesce(s.ledger_seq, 0) = coalesce(l.movements, 0)
                                       AND coalesce(l.last_seq, 0) = coalesce(l.movements, 0)
                                       AND coalesce(l.balance, 0) = coalesce(s.on_hand, 0) AS numbered
                            FROM piece s
                                 FULL JOIN ledger l ON l.store_id = s.store_id AND l.product_id = s.product_id
                                 LEFT JOIN promised p ON p.store_id = s.store_id AND p.product_id = s.product_id)
                        SELECT (SELECT count(*) FROM compared) AS checked, c.*
                        FROM (SELECT 1) AS always
                             LEFT JOIN compared c
                                 ON c.on_hand <> c.ledger OR c.reserved <> c.promised OR c.ownerless > 0 OR NOT c.numbered
                        ORDER BY c.store_id, c.product_id
                        """)
                .bind("store", after.store())
                .bind("product", after.product())
                .bind("lastStore", lastStore)
                .bind("lastProduct", lastProduct)
                .bind("heldSince", heldSince)
                .map((row, context) -> {
                    checked[0] = row.getLong("checked");
                    return row.getObject("store_id") == null || drift.add(drift(row));
                })
                .list();
        return new Piece(checked[0], drift, end);
    }

    private static @Nullable Place end(Handle handle, Place after) {
        return handle.createQuery("""
                        SELECT store_id, product_id FROM stock
                        WHERE (store_id, product_id) > (:store, :product)
                        ORDER BY store_id, product_id
                        OFFSET :others LIMIT 1
                        """)
                .bind("store", after.store())
                .bind("product", after.product())
                .bind("others", PIECE - 1)
                .map((row, context) ->
                        new Place(row.getObject("store_id", UUID.class), row.getObject("product_id", UUID.class)))
                .findOne()
                .orElse(null);
    }

    private static Drift drift(ResultSet row) throws SQLException {
        List<Kind> kinds = new ArrayList<>();
        if (row.getBigDecimal("on_hand").compareTo(row.getBigDecimal("ledger")) != 0) {
            kinds.add(Kind.LEDGER);
        }
        if (!row.getBoolean("numbered")) {
            kinds.add(Kind.NUMBERING);
        }
        if (row.getBigDecimal("reserved").compareTo(row.getBigDecimal("promised")) != 0) {
            kinds.add(Kind.RESERVED);
        }
        if (row.getBigDecimal("ownerless").signum() > 0) {
            kinds.add(Kind.OWNERLESS);
        }
        return new Drift(
                Columns.id(row, "store_id", StoreId::new),
                Columns.id(row, "product_id", ProductId::new),
                kinds,
                Columns.quantity(row, "on_hand"),
                Columns.quantity(row, "ledger"),
                Columns.quantity(row, "reserved"),
                Columns.quantity(row, "promised"),
                Columns.quantity(row, "ownerless"));
    }

    void keepResult(Tx tx, Instant now, long checked, long drifted) {
        tx.handle()
                .createUpdate("""
                        INSERT INTO stock_verification (finished_at, checked, drifted)
                        VALUES (:now, :checked, :drifted)
                        ON CONFLICT (single) DO UPDATE
                        SET finished_at = excluded.finished_at, checked = excluded.checked, drifted = excluded.drifted
                        """)
                .bind("now", now)
                .bind("checked", checked)
                .bind("drifted", drifted)
                .execute();
    }

    @Nullable
    Result result(Handle handle) {
        return handle.createQuery("SELECT finished_at, drifted FROM stock_verification")
                .map((row, context) -> new Result(Columns.instant(row, "finished_at"), row.getLong("drifted")))
                .findOne()
                .orElse(null);
    }
}
