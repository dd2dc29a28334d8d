package aisle.inventory.imports;

import aisle.inventory.StockReason;
import aisle.kernel.ImportId;
import aisle.kernel.ProductId;
import aisle.kernel.StoreId;
import aisle.platform.db.Columns;
import aisle.platform.db.Tx;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;

/** SQL of differences that files have booked, and of what files call products. */
final class StockImportDao {
    Map<String, ProductId> products(Handle handle, Collection<String> skus) {
        Map<String, ProductId> products = new HashMap<>();
        handle.createQuery("SELECT sku, id FROM product WHERE sku = ANY (:skus) AND deleted_at IS NULL")
                .bindArray("skus", String.class, List.copyOf(skus))
                .map((row, context) -> Map.entry(row.getString("sku"), Columns.id(row, "id", ProductId::new)))
                .forEach(entry -> products.put(entry.getKey(), entry.getValue()));
        return products;
    }

    /** Those of these that some file has booked, as it did. */
    Map<BookedDelta.Key, BookedDelta> booked(Handle handle, List<BookedDelta> wanted) {
        Map<BookedDelta.Key, BookedDelta> booked = new HashMap<>();
        keys(handle.createQuery("""
                        SELECT d.*
                        FROM unnest(:stores::uuid[], :products::uuid[], :reasons::text[], :references::text[])
                            AS k (store_id, product_id, reason, reference)
                        JOIN imported_delta d
                            ON d.store_id = k.store_id AND d.product_id = k.product_id
                            AND d.reason = k.reason AND d.reference = k.reference
                        """), wanted)
                .map((row, context) -> new BookedDelta(
                        new BookedDelta.Key(
                                Columns.id(row, "store_id", StoreId::new),
                                Columns.id(row, "product_id", ProductId::new),
                                Columns.constant(row, "reason", StockReason.class),
                                row.getString("reference")),
                        Columns.quantity(row, "delta"),
                        Columns.id(row, "job_id", ImportId::new),
                        row.getLong("row_number")))
                .forEach(delta -> booked.put(delta.key(), delta));
        return booked;
    }

    /** Keeps what a job has just booked. */
    void insert(Tx tx, ImportId job, List<BookedDelta> deltas) {
        keys(tx.handle().createUpdate("""
                        INSERT INTO imported_delta (store_id, product_id, reason, reference, delta, job_id, row_number)
                        SELECT k.store_id, k.product_id, k.reason, k.reference, k.delta, :job, k.row_number
                        FROM unnest(:stores::uuid[], :products::uuid[], :reasons::text[], :references::text[],
                                    :deltas::numeric[], :rows::bigint[])
                            AS k (store_id, product_id, reason, reference, delta, row_number)
                        """), deltas)
                .bindArray(
                        "deltas",
                        BigDecimal.class,
                        deltas.stream().map(delta -> delta.delta().value()).toList())
                .bindArray(
                        "rows",
                        Long.class,
                        deltas.stream().map(BookedDelta::row).toList())
                .bind("job", job)
                .execute();
    }

    private static <S extends SqlStatement<S>> S keys(S statement, List<BookedDelta> deltas) {
        return statement
                .bindArray(
                        "stores", UUID.class, column(deltas, key -> key.store().value()))
                .bindArray(
                        "products",
                        UUID.class,
                        column(deltas, key -> key.product().value()))
                .bindArray(
                        "reasons",
                        String.class,
                        column(deltas, key -> key.reason().name()))
                .bindArray("references", String.class, column(deltas, BookedDelta.Key::reference));
    }

    private static <V> List<V> column(List<BookedDelta> deltas, Function<BookedDelta.Key, V> column) {
        return deltas.stream().map(delta -> column.apply(delta.key())).toList();
    }
}
