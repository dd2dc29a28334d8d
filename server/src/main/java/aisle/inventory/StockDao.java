package aisle.inventory;

import aisle.inventory.LockedStock.Movement;
import aisle.kernel.ProductId;
import aisle.kernel.Quantity;
import aisle.kernel.StoreId;
import aisle.kernel.Unit;
import aisle.platform.db.Columns;
import aisle.platform.db.Tx;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/** SQL that changes what is on hand. */
final class StockDao {
    /** What is known of products; a product that there is not is missing from the map. */
    Map<ProductId, Goods> goods(Handle handle, Collection<ProductId> products) {
        Map<ProductId, Goods> goods = new HashMap<>();
        handle.createQuery("""
                        SELECT id, unit, price, currency FROM product WHERE id = ANY (:products) AND deleted_at IS NULL
                        """)
                .bindArray(
                        "products",
                        UUID.class,
                        products.stream().map(ProductId::value).toList())
                .map((row, context) -> goods.put(
                        Columns.id(row, "id", ProductId::new),
                        new Goods(Columns.constant(row, "unit", Unit.class), Columns.money(row, "price", "currency"))))
                .list();
        return goods;
    }

    /** Makes empty stock rows where there are none. */
    void open(Tx tx, Collection<StockKey> keys, Instant now) {
        keys(tx.handle().createUpdate("""
                        INSERT INTO stock (store_id, product_id, version, updated_at)
                        SELECT store_id, product_id, 0, :now
                        FROM unnest(:stores::uuid[], :products::uuid[]) AS k (store_id, product_id)
                        ORDER BY store_id, product_id
                        ON CONFLICT (store_id, product_id) DO NOTHING
                        """), keys).bind("now", now).execute();
    }

    /** Locks rows, always in the same order; those that there are not are missing from the map. */
    Map<StockKey, LockedStock> lock(Tx tx, Collection<StockKey> keys) {
        Map<StockKey, LockedStock> rows = new HashMap<>();
        keys(tx.handle().createQuery("""
                        SELECT s.*
                        FROM stock s JOIN unnest(:stores::uuid[], :products::uuid[]) AS k (store_id, product_id)
                            ON s.store_id = k.store_id AND s.product_id = k.product_id
                        ORDER BY s.store_id, s.product_id
                        FOR UPDATE OF s
                        """), keys)
                .map((row, context) -> locked(row))
                .forEach(row -> rows.put(row.key(), row));
        return rows;
    }

    /** Rows as they are at this moment; those that there are not are missing from the map. */
    Map<StockKey, LockedStock> look(Handle handle, Collection<StockKey> keys) {
        Map<StockKey, LockedStock> rows = new HashMap<>();
        keys(handle.createQuery("""
                        SELECT s.*
                        FROM stock s JOIN unnest(:stores::uuid[], :products::uuid[]) AS k (store_id, product_id)
                            ON s.store_id = k.store_id AND s.product_id = k.product_id
                        """), keys).map((row, context) -> locked(row)).forEach(row -> rows.put(row.key(), row));
        return rows;
    }

    private static <S extends SqlStatement<S>> S keys(S statement, Collection<StockKey> keys) {
        return statement
                .bindArray(
                        "stores",
                        UUID.class,
                        keys.stream().map(key -> key.store().value()).toList())
                .bindArray(
                        "products",
                        UUID.class,
                        keys.stream().map(key -> key.product().value()).toList());
    }

    private static LockedStock locked(ResultSet row) throws SQLException {
        return new LockedStock(
                new StockKey(Columns.id(row, "store_id", StoreId::new), Columns.id(row, "product_id", ProductId::new)),
                Columns.quantity(row, "on_hand"),
                Columns.quantity(row, "reserved"),
                row.getLong("ledger_seq"),
                row.getLong("version"),
                new StockSettings(
                        row.getString("bin_location"),
                        Columns.quantityOrNull(row, "reorder_point"),
                        Columns.quantityOrNull(row, "reorder_quantity"),
                        row.getObject("lead_time_days", Integer.class)));
    }

    /**
     * Writes rows and the movements booked on them: one statement, so never one without the other. A row's movements follow
     * each other in time as they do by number, also when they come from servers whose clocks differ a little.
     */
    void write(Tx tx, List<LockedStock> rows, @Nullable UUID actor, Instant now) {
        List<Movement> movements =
                rows.stream().flatMap(row -> row.movements().stream()).toList();
        Update statement = keys(
                tx.handle().createUpdate("""
                        WITH changed AS (
                            UPDATE stock s
                            SET on_hand = r.on_hand, reserved = r.reserved, ledger_seq = r.seq, bin_location = r.bin,
                                reorder_point = r.reorder_point, reorder_quantity = r.reorder_quantity,
                                lead_time_days = r.lead_time_days, version = r.version,
                                updated_at = greatest(:now, s.updated_at)
                            FROM unnest(:stores::uuid[], :products::uuid[], :onHand::numeric[], :reserved::numeric[],
                                        :seqs::bigint[], :bins::text[], :reorderPoints::numeric[],
                                        :reorderQuantities::numeric[], :leadTimes::int[], :versions::bigint[])
                                 AS r (store_id, product_id, on_hand, reserved, seq, bin, reorder_point,
                                       reorder_quantity, lead_time_days, version)
                            WHERE s.store_id = r.store_id AND s.product_id = r.product_id
                            RETURNING s.store_id, s.product_id, s.updated_at)
                        INSERT INTO stock_movement
                            (store_id, product_id, seq, occurred_at, delta, balance_after, reason, reference, actor_id)
                        SELECT m.store_id, m.product_id, m.seq, c.updated_at, m.delta, m.balance, m.reason, m.reference,
                               CAST(:actor AS uuid)
                        FROM unnest(:movedStores::uuid[], :movedProducts::uuid[], :movedSeqs::bigint[],
                                    :deltas::numeric[], :balances::numeric[], :reasons::text[], :references::text[])
                             AS m (store_id, product_id, seq, delta, balance, reason, reference)
                             JOIN changed c ON c.store_id = m.store_id AND c.product_id = m.product_id
                        """),
                rows.stream().map(LockedStock::key).toList());
        quantities(statement, "onHand", rows, LockedStock::onHand);
        quantities(statement, "reserved", rows, LockedStock::reserved);
        array(statement, "seqs", Long.class, rows, LockedStock::seq);
        array(statement, "bins", String.class, rows, row -> row.settings().binLocation());
        quantities(statement, "reorderPoints", rows, row -> row.settings().reorderPoint());
        quantities(statement, "reorderQuantities", rows, row -> row.settings().reorderQuantity());
        array(statement, "leadTimes", Integer.class, rows, row -> row.settings().leadTimeDays());
        array(statement, "versions", Long.class, rows, LockedStock::version);
        array(
                statement,
                "movedStores",
                UUID.class,
                movements,
                moved -> moved.key().store().value());
        array(
                statement,
                "movedProducts",
                UUID.class,
                movements,
                moved -> moved.key().product().value());
        array(statement, "movedSeqs", Long.class, movements, Movement::seq);
        quantities(statement, "deltas", movements, Movement::delta);
        quantities(statement, "balances", movements, Movement::balance);
        array(statement, "reasons", String.class, movements, Movement::reason);
        array(statement, "references", String.class, movements, Movement::reference);
        statement.bind("now", now).bind("actor", actor).execute();
    }

    private static <R> void quantities(
            SqlStatement<?> statement, String name, List<R> rows, Function<R, @Nullable Quantity> column) {
        array(statement, name, BigDecimal.class, rows, row -> {
            Quantity quantity = column.apply(row);
            return quantity == null ? null : quantity.value();
        });
    }

    private static <R, V> void array(
            SqlStatement<?> statement,
            String name,
            Class<V> type,
            List<R> rows,
            Function<R, ? extends @Nullable V> column) {
        statement.bindArray(name, type, rows.stream().map(column).toList());
    }
}
