package aisle.inventory.requests;

import aisle.inventory.requests.StockRequest.Status;
import aisle.kernel.Page;
import aisle.kernel.PageRequest;
import aisle.kernel.ProductId;
import aisle.kernel.Quantity;
import aisle.kernel.StockRequestId;
import aisle.kernel.StoreId;
import aisle.platform.db.Columns;
import aisle.platform.db.Tx;
import aisle.platform.db.paging.Keyset;
import aisle.platform.db.paging.PagedQuery;
import aisle.platform.db.paging.SortKey;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** SQL of requests about stock. */
final class StockRequestDao {
    private static final Keyset NEWEST_FIRST = Keyset.of(
            SortKey.time("r.requested_at").descending(), SortKey.uuid("r.id").descending());

    void insert(Tx tx, StockRequest request) {
        tx.handle()
                .createUpdate("""
                        INSERT INTO stock_request
                            (store_id, id, product_id, type, quantity, note, status, requested_by, requested_at)
                        VALUES (:store, :id, :product, :type, :quantity, :note, :status, :requestedBy, :requestedAt)
                        """)
                .bind("store", request.storeId())
                .bind("id", request.id())
                .bind("product", request.productId())
                .bind("type", request.type().name())
                .bind("quantity", request.quantity())
                .bind("note", request.note())
                .bind("status", request.status().name())
                .bind("requestedBy", request.requestedBy())
                .bind("requestedAt", request.requestedAt())
                .execute();
    }

    @Nullable
    StockRequest find(Handle handle, StockRequestId id) {
        return handle.createQuery("SELECT * FROM stock_request WHERE id = :id")
                .bind("id", id)
                .map((row, context) -> request(row))
                .findOne()
                .orElse(null);
    }

    /** Also keeps others from resolving them until the transaction ends; locked always in the same order. */
    Map<StockRequestId, StockRequest> lock(Tx tx, Collection<StockRequestId> ids) {
        Map<StockRequestId, StockRequest> found = new HashMap<>();
        tx.handle()
                .createQuery("SELECT * FROM stock_request WHERE id = ANY (:ids) ORDER BY id FOR NO KEY UPDATE")
                .bindArray(
                        "ids",
                        UUID.class,
                        ids.stream().map(StockRequestId::value).toList())
                .map((row, context) -> request(row))
                .forEach(request -> found.put(request.id(), request));
        return found;
    }

    Page<StockRequest> list(Handle handle, StockRequestFilter filter, PageRequest page) {
        List<String> conditions = new ArrayList<>(List.of("true"));
        if (filter.stores() != null) {
            conditions.add("r.store_id = ANY (:stores)");
        }
        if (filter.status() != null) {
            conditions.add("r.status = :status");
        }
        if (filter.requestedBy() != null) {
            conditions.add("r.requested_by = :requestedBy");
        }
        return new PagedQuery(
                        handle,
                        page,
                        NEWEST_FIRST,
                        "FROM stock_request r WHERE " + String.join(" AND ", conditions),
                        query -> bind(query, filter))
                .read("""
                        SELECT r.*, <position> <matching> AND <after> ORDER BY <order> LIMIT :fetch OFFSET :skip
                        """, StockRequestDao::request);
    }

    private static void bind(Query query, StockRequestFilter filter) {
        Set<StoreId> stores = filter.stores();
        if (stores != null) {
            query.bindArray(
                    "stores", UUID.class, stores.stream().map(StoreId::value).toList());
        }
        if (filter.status() != null) {
            query.bind("status", filter.status().name());
        }
        if (filter.requestedBy() != null) {
            query.bind("requestedBy", filter.requestedBy());
        }
    }

    /** Notes how requests ended, all in one statement. */
    void resolve(Tx tx, List<StockRequest> resolved, UUID by, Instant at) {
        tx.handle()
                .createUpdate("""
                        UPDATE stock_request r
                        SET status = d.status, approved_quantity = d.approved, rejection_reason = d.rejection,
                            resolved_by = :by, resolved_at = :at, version = d.version
                        FROM unnest(:stores::uuid[], :ids::uuid[], :statuses::text[], :approved::numeric[],
                                    :rejections::text[], :versions::bigint[])
                             AS d (store_id, id, status, approved, rejection, version)
                        WHERE r.store_id = d.store_id AND r.id = d.id
                        """)
                .bindArray(
                        "stores",
                        UUID.class,
                        column(resolved, one -> one.storeId().value()))
                .bindArray("ids", UUID.class, column(resolved, one -> one.id().value()))
                .bindArray(
                        "statuses",
                        String.class,
                        column(resolved, one -> one.status().name()))
                .bindArray("approved", BigDecimal.class, column(resolved, one -> amount(one.approvedQuantity())))
                .bindArray("rejections", String.class, column(resolved, StockRequest::rejectionReason))
                .bindArray("versions", Long.class, column(resolved, StockRequest::version))
                .bind("by", by)
                .bind("at", at)
                .execute();
    }

    private static @Nullable BigDecimal amount(@Nullable Quantity quantity) {
        return quantity == null ? null : quantity.value();
    }

    private static <T extends @Nullable Object> List<T> column(
            List<StockRequest> requests, Function<StockRequest, T> value) {
        return requests.stream().map(value).toList();
    }

    private static StockRequest request(ResultSet row) throws SQLException {
        return new StockRequest(
                Columns.id(row, "id", StockRequestId::new),
                Columns.id(row, "store_id", StoreId::new),
                Columns.id(row, "product_id", ProductId::new),
                Columns.constant(row, "type", StockRequest.Type.class),
                Columns.quantity(row, "quantity"),
                row.getString("note"),
                Columns.constant(row, "status", Status.class),
                Columns.quantityOrNull(row, "approved_quantity"),
                row.getString("rejection_reason"),
                row.getObject("requested_by", UUID.class),
                Columns.instant(row, "requested_at"),
                row.getObject("resolved_by", UUID.class),
                Columns.instantOrNull(row, "resolved_at"),
                row.getLong("version"));
    }
}
