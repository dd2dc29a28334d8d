package aisle.inventory.stocktakes;

import aisle.inventory.stocktakes.StockTakes.Count;
import aisle.inventory.stocktakes.StockTakes.Show;
import aisle.kernel.Page;
import aisle.kernel.PageRequest;
import aisle.kernel.ProductId;
import aisle.kernel.Quantity;
import aisle.platform.db.Columns;
import aisle.platform.db.Tx;
import aisle.platform.db.paging.Keyset;
import aisle.platform.db.paging.Matching;
import aisle.platform.db.paging.PagedQuery;
import aisle.platform.db.paging.SortKey;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** SQL of what was counted. */
final class TakeCountDao {
    private static final Keyset BY_BIN =
            Keyset.of(SortKey.text("coalesce(s.bin_location, '')"), SortKey.text("p.name_lower"), SortKey.uuid("p.id"));

    /** Products with their stock and their last count in a stock-take; {@code x} says which ones. */
    private static final String LINES = """
            JOIN product p ON p.id = x.product_id
            LEFT JOIN stock s ON s.store_id = :store AND s.product_id = x.product_id
            LEFT JOIN (
                SELECT DISTINCT ON (product_id) *, count(*) OVER (PARTITION BY product_id) AS counts
                FROM stock_take_count
                WHERE store_id = :store AND take_id = :take
                ORDER BY product_id, number DESC) AS c ON c.product_id = x.product_id
            """;

    private static final String COLUMNS = """
            p.id, p.sku, p.name, s.bin_location, c.quantity, c.expected, coalesce(s.on_hand, 0) AS on_hand,
            coalesce(c.counts, 0) AS counts, c.counted_by, c.counted_at
            """;

    /** What is to be booked for a product. */
    record Difference(ProductId product, Quantity amount) {}

    /** Which of these products there are, and whether they are counted in whole pieces. */
    Map<ProductId, Boolean> isWhole(Tx tx, Collection<ProductId> products) {
        Map<ProductId, Boolean> whole = new HashMap<>();
        tx.handle()
                .createQuery("""
                        SELECT id, unit = 'EACH' AS is_whole
                        FROM product WHERE id = ANY (:products) AND deleted_at IS NULL
                        """)
                .bindArray("products", UUID.class, values(products))
                .map((row, context) -> whole.put(Columns.id(row, "id", ProductId::new), row.getBoolean("is_whole")))
                .list();
        return whole;
    }

    /** Notes counts with what the books said then: now, or after the last movement until the time of the count. */
    void insert(Tx tx, StockTake take, List<Count> counts, @Nullable UUID by, Instant now) {
        tx.handle()
                .createUpdate("""
                        INSERT INTO stock_take_count
                            (store_id, take_id, product_id, quantity, expected, counted_by, counted_at)
                        SELECT :store, :take, k.product_id, k.quantity,
                               CASE WHEN k.at IS NULL THEN coalesce(s.on_hand, 0)
                                    ELSE coalesce((SELECT m.balance_after
                                                   FROM stock_movement m
                                                   WHERE m.store_id = :store AND m.product_id = k.product_id
                                                     AND m.occurred_at <= k.at
                                                   ORDER BY m.seq DESC
                                                   LIMIT 1), 0) END,
                               CAST(:by AS uuid), coalesce(k.at, :now)
                        FROM unnest(:products::uuid[], :quantities::numeric[], CAST(:times AS timestamptz[]))
                             WITH ORDINALITY AS k (product_id, quantity, at, position)
                             LEFT JOIN stock s ON s.store_id = :store AND s.product_id = k.product_id
                        ORDER BY k.position
                        """)
                .bind("store", take.storeId())
                .bind("take", take.id())
                .bindArray(
                        "products",
                        UUID.class,
                        values(counts.stream().map(Count::product).toList()))
                .bindArray(
                        "quantities",
                        BigDecimal.class,
                        counts.stream().map(count -> count.quantity().value()).toList())
                .bindArray(
                        "times",
                        String.class,
                        counts.stream()
                                .map(count ->
                                        count.at() == null ? null : count.at().toString())
                                .toList())
                .bind("by", by)
                .bind("now", now)
                .execute();
    }

    /** Some products by their last counts. */
    List<TakeLine> lines(Handle handle, StockTake take, Collection<ProductId> products) {
        return of(
                        handle.createQuery("SELECT " + COLUMNS + "FROM unnest(:products::uuid[]) AS x (product_id)\n"
                                + LINES + "ORDER BY coalesce(s.bin_location, ''), p.name_lower, p.id"),
                        take)
                .bindArray("products", UUID.class, values(products))
                .map((row, context) -> line(row, take))
                .list();
    }

    Page<TakeLine> list(Handle handle, StockTake take, Show show, PageRequest page) {
        String inArea = (take.binPrefix() == null ? "" : " AND starts_with(s.bin_location, :binPrefix)")
                + (take.categoryId() == null
                        ? ""
                        : " AND p.category_id IN (SELECT id FROM category WHERE path @> ARRAY[CAST(:category AS uuid)])");
        Matching matching = Matching.of("""
                        FROM (SELECT s.product_id
                              FROM stock s JOIN product p ON p.id = s.product_id AND p.deleted_at IS NULL
                              WHERE s.store_id = :store%s
                              UNION
                              SELECT product_id FROM stock_take_count WHERE store_id = :store AND take_id = :take) AS x
                        """.formatted(inArea) + LINES)
                .with("store", take.storeId())
                .with("take", take.id());
        if (take.binPrefix() != null) {
            matching.with("binPrefix", take.binPrefix());
        }
        if (take.categoryId() != null) {
            matching.with("category", take.categoryId());
        }
        switch (show) {
            case ALL -> {}
            case DIFFERENT -> matching.and("c.quantity <> c.expected");
            case UNCOUNTED -> matching.and("c.quantity IS NULL");
        }
        return new PagedQuery(handle, page, BY_BIN, matching.sql(), matching.bindings())
                .read("SELECT " + COLUMNS + """
                        , <position> <matching> AND <after> ORDER BY <order> LIMIT :fetch OFFSET :skip
                        """, row -> line(row, take));
    }

    /** What the last counts come to; where they are as the books said, nothing. */
    List<Difference> differences(Tx tx, StockTake take) {
        return of(tx.handle().createQuery("""
                        SELECT product_id, quantity - expected AS difference
                        FROM (SELECT DISTINCT ON (product_id) *
                              FROM stock_take_count
                              WHERE store_id = :store AND take_id = :take
                              ORDER BY product_id, number DESC) AS c
                        WHERE quantity <> expected
                        ORDER BY product_id
                        """), take)
                .map((row, context) -> new Difference(
                        Columns.id(row, "product_id", ProductId::new), Columns.quantity(row, "difference")))
                .list();
    }

    private static Query of(Query query, StockTake take) {
        return query.bind("store", take.storeId()).bind("take", take.id());
    }

    private static List<UUID> values(Collection<ProductId> products) {
        return products.stream().map(ProductId::value).toList();
    }

    /** Once it is closed, what lies there now says nothing about it any more. */
    private static TakeLine line(ResultSet row, StockTake take) throws SQLException {
        Quantity counted = Columns.quantityOrNull(row, "quantity");
        Quantity expected = Columns.quantityOrNull(row, "expected");
        boolean isOpen = take.status() == TakeStatus.OPEN;
        Quantity onHand = Columns.quantity(row, "on_hand");
        return new TakeLine(
                Columns.id(row, "id", ProductId::new),
                row.getString("sku"),
                row.getString("name"),
                row.getString("bin_location"),
                counted,
                expected,
                isOpen ? onHand : null,
                isOpen && expected != null ? onHand.minus(expected) : null,
                counted == null || expected == null ? null : counted.minus(expected),
                row.getLong("counts"),
                row.getObject("counted_by", UUID.class),
                Columns.instantOrNull(row, "counted_at"));
    }
}
