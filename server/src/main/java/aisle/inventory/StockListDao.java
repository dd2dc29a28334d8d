package aisle.inventory;

import aisle.kernel.Page;
import aisle.kernel.PageRequest;
import aisle.kernel.ProductId;
import aisle.kernel.Quantity;
import aisle.kernel.StoreId;
import aisle.platform.db.Columns;
import aisle.platform.db.paging.Keyset;
import aisle.platform.db.paging.Matching;
import aisle.platform.db.paging.PagedQuery;
import aisle.platform.db.paging.RowCounts;
import aisle.platform.db.paging.SortKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** SQL of the lists of stock and of its ledger. */
final class StockListDao {
    private static final Keyset BY_NAME =
            Keyset.of(SortKey.text("p.name_lower"), SortKey.uuid("s.product_id"), SortKey.uuid("s.store_id"));
    private static final Keyset NEWEST_FIRST = Keyset.of(
            SortKey.time("m.occurred_at").descending(),
            SortKey.uuid("m.store_id").descending(),
            SortKey.uuid("m.product_id").descending(),
            SortKey.number("m.seq").descending());

    /** The movements of one stock row are numbered as they happened, which their primary key serves. */
    private static final Keyset LAST_NUMBER_FIRST =
            Keyset.of(SortKey.number("m.seq").descending());

    /**
     * Which rows a list may have.
     *
     * @param stores null stands for all
     */
    record Scope(@Nullable Set<StoreId> stores, @Nullable ProductId product) {
        private boolean isOneStore() {
            return stores != null && stores.size() == 1;
        }

        /** One store is asked for as such: only then can an index also bring its rows in order. */
        private Matching narrow(Matching matching, String alias) {
            if (stores != null && isOneStore()) {
                matching.and(
                        alias + ".store_id = :store", "store", stores.iterator().next());
            } else if (stores != null) {
                matching.and(
                        alias + ".store_id = ANY (:stores)",
                        "stores",
                        stores.stream().map(StoreId::value).toArray(UUID[]::new));
            }
            return matching.and(alias + ".product_id = :product", "product", product);
        }
    }

    Page<StockLevel> list(
            Handle handle, Scope scope, @Nullable Quantity above, @Nullable Quantity upTo, PageRequest page) {
        Matching matching = scope.narrow(Matching.of("FROM stock s JOIN product p ON p.id = s.product_id"), "s")
                .and("s.on_hand - s.reserved > :above", "above", above)
                .and("s.on_hand - s.reserved <= :upTo", "upTo", upTo);
        PagedQuery query = new PagedQuery(handle, page, BY_NAME, matching.sql(), matching.bindings());
        if (scope.product() == null && above == null && upTo == null) {
            query.knownTotal(total(handle, "stock", scope));
        }
        return query.read("""
                SELECT s.*, p.sku, p.name, p.unit, <position>
                <matching> AND <after>
                ORDER BY <order> LIMIT :fetch OFFSET :skip
                """, StockReadDao::level);
    }

    /**
     * What lay in the stores at a moment: of each row of the page the balance after its last movement until then. Going back
     * to it by the primary key costs as much for last year as for yesterday; adding up the movements since would not.
     */
    Page<StockThen> listAt(Handle handle, Scope scope, Instant asOf, PageRequest page) {
        Matching matching = scope.narrow(Matching.of("FROM stock s JOIN product p ON p.id = s.product_id"), "s");
        PagedQuery query = new PagedQuery(handle, page, BY_NAME, matching.sql(), matching.bindings());
        if (scope.product() == null) {
            query.knownTotal(total(handle, "stock", scope));
        }
        return query.read(
                """
                WITH page AS MATERIALIZED (
                    SELECT s.*, p.sku, p.name, p.unit, p.name_lower, <position>
                    <matching> AND <after>
                    ORDER BY <order> LIMIT :fetch OFFSET :skip)
                SELECT page.*, coalesce(past.balance_after, 0) AS on_hand_then
                FROM page
                     LEFT JOIN LATERAL (
                         SELECT m.balance_after
                         FROM stock_movement m
                         WHERE m.store_id = page.store_id AND m.product_id = page.product_id AND m.occurred_at <= :asOf
                         ORDER BY m.seq DESC
                         LIMIT 1) AS past ON true
                ORDER BY page.name_lower, page.product_id, page.store_id
                """,
                bound -> bound.bind("asOf", asOf),
                row -> new StockThen(StockReadDao.level(row), Columns.quantity(row, "on_hand_then")));
    }

    Page<StockMovement> movements(Handle handle, Scope scope, MovementFilter filter, PageRequest page) {
        Matching matching = scope.narrow(Matching.of("FROM stock_movement m"), "m");
        boolean isUnfiltered = filter.equals(new MovementFilter(filter.store(), null, null, null, null, null, null));
        matching.and("m.reason = :reason", "reason", filter.reason())
                .and("m.actor_id = :actor", "actor", filter.actor())
                .and("m.reference = :reference", "reference", filter.reference())
                .and("m.occurred_at >= :from", "from", filter.from())
                .and("m.occurred_at < :to", "to", filter.to());
        Keyset sort = scope.isOneStore() && scope.product() != null ? LAST_NUMBER_FIRST : NEWEST_FIRST;
        PagedQuery query = new PagedQuery(handle, page, sort, matching.sql(), matching.bindings());
        if (isUnfiltered) {
            query.knownTotal(total(handle, "stock_movement", scope));
        }
        return query.read("""
                SELECT m.*, <position> <matching> AND <after> ORDER BY <order> LIMIT :fetch OFFSET :skip
                """, StockListDao::movement);
    }

    private static LongSupplier total(Handle handle, String counted, Scope scope) {
        return () ->
                scope.stores() == null ? RowCounts.of(handle, counted) : RowCounts.of(handle, counted, scope.stores());
    }

    private static StockMovement movement(ResultSet row) throws SQLException {
        return new StockMovement(
                Columns.id(row, "store_id", StoreId::new),
                Columns.id(row, "product_id", ProductId::new),
                row.getLong("seq"),
                Columns.quantity(row, "delta"),
                Columns.quantity(row, "balance_after"),
                row.getString("reason"),
                row.getString("reference"),
                row.getObject("actor_id", UUID.class),
                Columns.instant(row, "occurred_at"));
    }
}
