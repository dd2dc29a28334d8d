package aisle.inventory;

import aisle.inventory.PendingAdjustment.Status;
import aisle.kernel.Page;
import aisle.kernel.PageRequest;
import aisle.kernel.ProductId;
import aisle.kernel.StockAdjustmentId;
import aisle.kernel.StoreId;
import aisle.platform.db.Columns;
import aisle.platform.db.Tx;
import aisle.platform.db.paging.Keyset;
import aisle.platform.db.paging.PagedQuery;
import aisle.platform.db.paging.SortKey;
import aisle.platform.json.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** SQL of changes of stock that wait for a second person. */
final class AdjustmentDao {
    private static final Keyset NEWEST_FIRST = Keyset.of(
            SortKey.time("a.requested_at").descending(), SortKey.uuid("a.id").descending());

    private final Json json;

    AdjustmentDao(Json json) {
        this.json = json;
    }

    void insert(Tx tx, PendingAdjustment adjustment) {
        tx.handle()
                .createUpdate("""
                        INSERT INTO stock_adjustment (store_id, id, product_id, delta, on_hand, reason, release_reservations,
                                                      settings, status, requested_by, requested_at)
                        VALUES (:store, :id, :product, :delta, CAST(:onHand AS numeric), :reason, :release,
                                :settings::jsonb, :status, :requestedBy, :requestedAt)
                        """)
                .bind("store", adjustment.storeId())
                .bind("id", adjustment.id())
                .bind("product", adjustment.productId())
                .bind("delta", adjustment.delta())
                .bind(
                        "onHand",
                        adjustment.onHand() == null ? null : adjustment.onHand().value())
                .bind("reason", adjustment.reason().name())
                .bind("release", adjustment.releaseReservations())
                .bind("settings", json.write(adjustment.settings().members()))
                .bind("status", adjustment.status().name())
                .bind("requestedBy", adjustment.requestedBy())
                .bind("requestedAt", adjustment.requestedAt())
                .execute();
    }

    /** @param stores those that may be seen; null stands for all */
    @Nullable
    PendingAdjustment find(Handle handle, StockAdjustmentId id, @Nullable Set<StoreId> stores) {
        return one(
                handle,
                "SELECT * FROM stock_adjustment WHERE id = :id AND %s".formatted(visible("store_id")),
                id,
                stores);
    }

    /** Also keeps others from resolving it until the transaction ends. */
    @Nullable
    PendingAdjustment lock(Tx tx, StockAdjustmentId id, @Nullable Set<StoreId> stores) {
        return one(
                tx.handle(),
                "SELECT * FROM stock_adjustment WHERE id = :id AND %s FOR NO KEY UPDATE".formatted(visible("store_id")),
                id,
                stores);
    }

    private static String visible(String column) {
        return "(:stores::uuid[] IS NULL OR " + column + " = ANY (:stores))";
    }

    private @Nullable PendingAdjustment one(
            Handle handle, String statement, StockAdjustmentId id, @Nullable Set<StoreId> stores) {
        return handle.createQuery(statement)
                .bind("id", id)
                .bind("stores", ids(stores))
                .map((row, context) -> adjustment(row))
                .findOne()
                .orElse(null);
    }

    Page<PendingAdjustment> list(
            Handle handle, @Nullable Set<StoreId> stores, @Nullable Status status, PageRequest page) {
        String matching = "FROM stock_adjustment a WHERE "
                + (stores == null ? "true" : "a.store_id = ANY (:stores)")
                + (status == null ? "" : " AND a.status = :status");
        return new PagedQuery(handle, page, NEWEST_FIRST, matching, query -> {
                    if (stores != null) {
                        query.bind("stores", ids(stores));
                    }
                    if (status != null) {
                        query.bind("status", status.name());
                    }
                })
                .read("""
                        SELECT a.*, <position> <matching> AND <after> ORDER BY <order> LIMIT :fetch OFFSET :skip
                        """, this::adjustment);
    }

    private static UUID @Nullable [] ids(@Nullable Set<StoreId> stores) {
        return stores == null ? null : stores.stream().map(StoreId::value).toArray(UUID[]::new);
    }

    /** Notes how it ended. */
    void resolve(Tx tx, PendingAdjustment resolved) {
        tx.handle()
                .createUpdate("""
                        UPDATE stock_adjustment
                        SET status = :status, rejection_reason = :rejectionReason, resolved_by = :resolvedBy,
                            resolved_at = :resolvedAt, version = :version
                        WHERE store_id = :store AND id = :id
                        """)
                .bind("status", resolved.status().name())
                .bind("rejectionReason", resolved.rejectionReason())
                .bind("resolvedBy", resolved.resolvedBy())
                .bind("resolvedAt", resolved.resolvedAt())
                .bind("version", resolved.version())
                .bind("store", resolved.storeId())
                .bind("id", resolved.id())
                .execute();
    }

    private PendingAdjustment adjustment(ResultSet row) throws SQLException {
        return new PendingAdjustment(
                Columns.id(row, "id", StockAdjustmentId::new),
                Columns.id(row, "store_id", StoreId::new),
                Columns.id(row, "product_id", ProductId::new),
                Columns.quantity(row, "delta"),
                Columns.quantityOrNull(row, "on_hand"),
                Columns.constant(row, "reason", StockReason.class),
                row.getBoolean("release_reservations"),
                settings(row.getString("settings")),
                Columns.constant(row, "status", Status.class),
                row.getString("rejection_reason"),
                row.getObject("requested_by", UUID.class),
                Columns.instant(row, "requested_at"),
                row.getObject("resolved_by", UUID.class),
                Columns.instantOrNull(row, "resolved_at"),
                row.getLong("version"));
    }

    private SettingsChange settings(String text) {
        Map<String, @Nullable String> members = new HashMap<>();
        json.readObject(text).forEach((name, value) -> members.put(name, (String) value));
        return new SettingsChange(members);
    }
}
