package aisle.inventory.files;

import aisle.inventory.MovementFilter;
import aisle.inventory.StockMovement;
import aisle.kernel.ProductId;
import aisle.kernel.StoreId;
import aisle.platform.db.Columns;
import aisle.platform.db.paging.Matching;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** SQL of files of stock: the rows behind one, in the order of a key. */
final class StockExportDao {
    private static final int BATCH = 1_000;

    /** @param stores null stands for all */
    List<StockLine> stock(
            Handle handle, @Nullable Set<StoreId> stores, @Nullable Instant asOf, @Nullable StockLine after) {
        Matching matching = narrow(Matching.of("FROM stock s"), "s", stores);
        if (after != null) {
            matching.and("(s.store_id, s.product_id) > (:afterStore, :afterProduct)", "afterStore", after.store())
                    .with("afterProduct", after.product());
        }
        Query query = handle.createQuery("""
                        WITH page AS MATERIALIZED (
                            SELECT s.* <matching> ORDER BY s.store_id, s.product_id LIMIT :batch)
                        SELECT page.*, p.sku, p.gtin, p.name, p.unit, st.name AS store_name, <onHand> AS on_hand_then
                        FROM page JOIN product p ON p.id = page.product_id JOIN store st ON st.id = page.store_id
                        ORDER BY page.store_id, page.product_id
                        """)
                .define("matching", matching.sql())
                .define("onHand", asOf == null ? "page.on_hand" : """
                        coalesce((SELECT m.balance_after
                                  FROM stock_movement m
                                  WHERE m.store_id = page.store_id AND m.product_id = page.product_id
                                    AND m.occurred_at <= :asOf
                                  ORDER BY m.seq DESC
                                  LIMIT 1), 0)""")
                .bind("batch", BATCH);
        matching.bindings().accept(query);
        if (asOf != null) {
            query.bind("asOf", asOf);
        }
        return query.map((row, context) -> stock(row, asOf == null)).list();
    }

    private static StockLine stock(ResultSet row, boolean isNow) throws SQLException {
        return new StockLine(
                Columns.id(row, "store_id", StoreId::new),
                Columns.id(row, "product_id", ProductId::new),
                row.getString("sku"),
                row.getString("gtin"),
                row.getString("name"),
                row.getString("store_name"),
                row.getString("unit"),
                Columns.quantity(row, "on_hand_then"),
                isNow ? Columns.quantity(row, "reserved") : null,
                Columns.quantityOrNull(row, "reorder_point"),
                Columns.quantityOrNull(row, "reorder_quantity"),
                row.getObject("lead_time_days", Integer.class),
                row.getString("bin_location"),
                Columns.instant(row, "updated_at"));
    }

    /** The oldest first. */
    List<MovementLine> movements(
            Handle handle, @Nullable Set<StoreId> stores, MovementFilter filter, @Nullable MovementLine after) {
        Matching matching = narrow(Matching.of("FROM stock_movement m"), "m", stores)
                .and("m.product_id = :product", "product", filter.product())
                .and("m.reason = :reason", "reason", filter.reason())
                .and("m.actor_id = :actor", "actor", filter.actor())
                .and("m.reference = :reference", "reference", filter.reference())
                .and("m.occurred_at >= :from", "from", filter.from())
                .and("m.occurred_at < :to", "to", filter.to());
        if (after != null) {
            StockMovement last = after.movement();
            matching.and("""
                            (m.occurred_at, m.store_id, m.product_id, m.seq)
                                > (:afterTime, :afterStore, :afterProduct, :afterSeq)
                            """, "afterTime", last.occurredAt())
                    .with("afterStore", last.storeId())
                    .with("afterProduct", last.productId())
                    .with("afterSeq", last.seq());
        }
        Query query = handle.createQuery("""
                        WITH page AS MATERIALIZED (
                            SELECT m.* <matching>
                            ORDER BY m.occurred_at, m.store_id, m.product_id, m.seq
                            LIMIT :batch)
                        SELECT page.*, p.sku, p.gtin, p.name, st.name AS store_name
                        FROM page JOIN product p ON p.id = page.product_id JOIN store st ON st.id = page.store_id
                        ORDER BY page.occurred_at, page.store_id, page.product_id, page.seq
                        """).define("matching", matching.sql()).bind("batch", BATCH);
        matching.bindings().accept(query);
        return query.map((row, context) -> movement(row)).list();
    }

    private static MovementLine movement(ResultSet row) throws SQLException {
        return new MovementLine(
                new StockMovement(
                        Columns.id(row, "store_id", StoreId::new),
                        Columns.id(row, "product_id", ProductId::new),
                        row.getLong("seq"),
                        Columns.quantity(row, "delta"),
                        Columns.quantity(row, "balance_after"),
                        row.getString("reason"),
                        row.getString("reference"),
                        row.getObject("actor_id", UUID.class),
                        Columns.instant(row, "occurred_at")),
                row.getString("sku"),
                row.getString("gtin"),
                row.getString("name"),
                row.getString("store_name"));
    }

    /** One store is asked for as such: only then can an index also bring its rows in order. */
    private static Matching narrow(Matching matching, String alias, @Nullable Set<StoreId> stores) {
        if (stores == null) {
            return matching;
        }
        return stores.size() == 1
                ? matching.and(
                        alias + ".store_id = :store", "store", stores.iterator().next())
                : matching.and(
                        alias + ".store_id = ANY (:stores)",
                        "stores",
                        stores.stream().map(StoreId::value).toArray(UUID[]::new));
    }
}
