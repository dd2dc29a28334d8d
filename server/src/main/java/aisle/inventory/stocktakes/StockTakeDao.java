package aisle.inventory.stocktakes;

import aisle.kernel.CategoryId;
import aisle.kernel.Page;
import aisle.kernel.PageRequest;
import aisle.kernel.StockTakeId;
import aisle.kernel.StoreId;
import aisle.platform.db.Columns;
import aisle.platform.db.Tx;
import aisle.platform.db.paging.Keyset;
import aisle.platform.db.paging.Matching;
import aisle.platform.db.paging.PagedQuery;
import aisle.platform.db.paging.SortKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** SQL of stock-takes themselves. */
final class StockTakeDao {
    private static final Keyset NEWEST_FIRST = Keyset.of(
            SortKey.time("t.opened_at").descending(), SortKey.uuid("t.id").descending());

    private static final String FIND = """
            SELECT t.* FROM stock_take t WHERE t.id = :id AND (CAST(:stores AS uuid[]) IS NULL OR t.store_id = ANY (:stores))
            """;

    boolean isCategory(Tx tx, CategoryId category) {
        return tx.handle()
                .createQuery("SELECT count(*) > 0 FROM category WHERE id = :category")
                .bind("category", category)
                .mapTo(Boolean.class)
                .one();
    }

    void insert(Tx tx, StockTake take) {
        tx.handle()
                .createUpdate("""
                        INSERT INTO stock_take (store_id, id, bin_prefix, category_id, note, status, opened_by, opened_at)
                        VALUES (:store, :id, :binPrefix, CAST(:category AS uuid), :note, :status, CAST(:openedBy AS uuid),
                                :openedAt)
                        """)
                .bind("store", take.storeId())
                .bind("id", take.id())
                .bind("binPrefix", take.binPrefix())
                .bind(
                        "category",
                        take.categoryId() == null ? null : take.categoryId().value())
                .bind("note", take.note())
                .bind("status", take.status().name())
                .bind("openedBy", take.openedBy())
                .bind("openedAt", take.openedAt())
                .execute();
    }

    /** @param stores those that may be seen; null stands for all */
    @Nullable
    StockTake find(Handle handle, StockTakeId id, @Nullable Set<StoreId> stores) {
        return find(handle, FIND, id, stores);
    }

    /** Also keeps others from closing it until the transaction ends, not from counting too. */
    @Nullable
    StockTake hold(Tx tx, StockTakeId id, @Nullable Set<StoreId> stores) {
        return find(tx.handle(), FIND + "FOR SHARE", id, stores);
    }

    /** Also keeps others from counting or closing it until the transaction ends. */
    @Nullable
    StockTake lock(Tx tx, StockTakeId id, @Nullable Set<StoreId> stores) {
        return find(tx.handle(), FIND + "FOR UPDATE", id, stores);
    }

    private static @Nullable StockTake find(
            Handle handle, String statement, StockTakeId id, @Nullable Set<StoreId> stores) {
        return handle.createQuery(statement)
                .bind("id", id)
                .bind("stores", ids(stores))
                .map((row, context) -> take(row))
                .findOne()
                .orElse(null);
    }

    private static UUID @Nullable [] ids(@Nullable Set<StoreId> stores) {
        return stores == null ? null : stores.stream().map(StoreId::value).toArray(UUID[]::new);
    }

    Page<StockTake> list(Handle handle, @Nullable Set<StoreId> stores, @Nullable TakeStatus status, PageRequest page) {
        Matching matching = Matching.of("FROM stock_take t")
                .and("t.store_id = ANY (:stores)", "stores", ids(stores))
                .and("t.status = :status", "status", status == null ? null : status.name());
        return new PagedQuery(handle, page, NEWEST_FIRST, matching.sql(), matching.bindings())
                .read("""
                SELECT t.*, <position> <matching> AND <after> ORDER BY <order> LIMIT :fetch OFFSET :skip
                """, StockTakeDao::take);
    }

    void close(Tx tx, StockTake closed) {
        tx.handle()
                .createUpdate("""
                        UPDATE stock_take
                        SET status = :status, closed_by = CAST(:by AS uuid), closed_at = :at, version = :version
                        WHERE store_id = :store AND id = :id
                        """)
                .bind("status", closed.status().name())
                .bind("by", closed.closedBy())
                .bind("at", closed.closedAt())
                .bind("version", closed.version())
                .bind("store", closed.storeId())
                .bind("id", closed.id())
                .execute();
    }

    private static StockTake take(ResultSet row) throws SQLException {
        return new StockTake(
                Columns.id(row, "id", StockTakeId::new),
                Columns.id(row, "store_id", StoreId::new),
                row.getString("bin_prefix"),
                Columns.idOrNull(row, "category_id", CategoryId::new),
                row.getString("note"),
                Columns.constant(row, "status", TakeStatus.class),
                row.getObject("opened_by", UUID.class),
                Columns.instant(row, "opened_at"),
                row.getObject("closed_by", UUID.class),
                Columns.instantOrNull(row, "closed_at"),
                row.getLong("version"));
    }
}
