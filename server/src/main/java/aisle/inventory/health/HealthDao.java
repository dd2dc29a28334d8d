package aisle.inventory.health;

import aisle.inventory.HealthLevel;
import aisle.inventory.StockThresholds;
import aisle.kernel.Money;
import aisle.kernel.Page;
import aisle.kernel.PageRequest;
import aisle.kernel.ProductId;
import aisle.kernel.Quantity;
import aisle.kernel.StoreId;
import aisle.kernel.Unit;
import aisle.platform.db.Columns;
import aisle.platform.db.paging.Keyset;
import aisle.platform.db.paging.Matching;
import aisle.platform.db.paging.PagedQuery;
import aisle.platform.db.paging.SortKey;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Currency;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** SQL that judges stock. What counts is what shoppers may buy: active products in the assortment of their store. */
final class HealthDao {
    /** The least available first. */
    private static final Keyset BY_URGENCY = Keyset.of(
            SortKey.number("(s.on_hand - s.reserved)"), SortKey.uuid("s.product_id"), SortKey.uuid("s.store_id"));

    private static final String FOR_SALE = """
            FROM stock s
                 JOIN assortment a ON a.store_id = s.store_id AND a.product_id = s.product_id
                 JOIN product p ON p.id = s.product_id AND p.status = 'ACTIVE' AND p.deleted_at IS NULL
            """;

    /** The same of a row of stock alone, for what sorts many and shows few. */
    private static final String IS_FOR_SALE = """
            EXISTS (SELECT FROM assortment a WHERE a.store_id = s.store_id AND a.product_id = s.product_id)
            AND s.product_id IN (SELECT id FROM product WHERE status = 'ACTIVE' AND deleted_at IS NULL)
            """;

    /** @param stores null stands for all */
    HealthSummary summary(Handle handle, @Nullable Set<StoreId> stores, StockThresholds thresholds) {
        Matching matching = narrow(Matching.of(FOR_SALE), stores);
        Map<HealthLevel, Long> products = new EnumMap<>(HealthLevel.class);
        Query query = handle.createQuery("""
                        SELECT currency, level, count(*) AS products, sum(value) AS value
                        FROM (SELECT p.currency, s.on_hand * p.price AS value,
                                     width_bucket(s.reserved - s.on_hand, :borders) AS level
                              <matching>) AS judged
                        GROUP BY currency, level
                        """)
                .define("matching", matching.sql())
                .bindArray("borders", BigDecimal.class, borders(thresholds));
        matching.bindings().accept(query);
        Map<String, BigDecimal> value = new TreeMap<>();
        query.map((row, context) -> {
                    value.merge(row.getString("currency"), row.getBigDecimal("value"), BigDecimal::add);
                    HealthLevel level = HealthLevel.values()[HealthLevel.HIGH.ordinal() - row.getInt("level")];
                    return products.merge(level, row.getLong("products"), Long::sum);
                })
                .list();
        return new HealthSummary(
                products,
                value.entrySet().stream()
                        .map(sum -> Money.rounded(sum.getValue(), Currency.getInstance(sum.getKey())))
                        .toList());
    }

    /**
     * Where levels end, negated and turned round: a bucket has its lower border and not its upper one, a level the other way
     * about.
     */
    private static List<BigDecimal> borders(StockThresholds thresholds) {
        return Stream.of(thresholds.medium(), thresholds.low(), thresholds.critical(), Quantity.ZERO)
                .map(border -> border.value().negate())
                .toList();
    }

    Page<Stocked> list(
            Handle handle,
            @Nullable Set<StoreId> stores,
            HealthFilter filter,
            StockThresholds thresholds,
            HealthSummary summary,
            Instant since,
            PageRequest page) {
        HealthLevel level = filter.level();
        Matching matching = narrow(Matching.of("FROM stock s").and(IS_FOR_SALE), stores)
                .and("s.on_hand - s.reserved > :above", "above", level == null ? null : level.above(thresholds))
                .and("s.on_hand - s.reserved <= :upTo", "upTo", level == null ? null : level.upTo(thresholds))
                .and("s.on_hand - s.reserved >= :minimum", "minimum", filter.minimum())
                .and("s.on_hand - s.reserved <= :maximum", "maximum", filter.maximum());
        PagedQuery query = new PagedQuery(handle, page, BY_URGENCY, matching.sql(), matching.bindings());
        if (filter.minimum() == null && filter.maximum() == null) {
            query.knownTotal(() -> level == null ? summary.total() : summary.of(level));
        }
        return query.read("""
                WITH page AS MATERIALIZED (
                    SELECT s.*, <position> <matching> AND <after> ORDER BY <order> LIMIT :fetch OFFSET :skip)
                SELECT page.*, p.sku, p.name, p.unit, p.price, p.currency, coalesce(sales.sold, 0) AS sold
                FROM page
                     JOIN product p ON p.id = page.product_id
                     LEFT JOIN LATERAL (
                         SELECT -sum(m.delta) AS sold
                         FROM stock_movement m
                         WHERE m.store_id = page.store_id AND m.product_id = page.product_id
                           AND m.reason = 'SALE' AND m.occurred_at >= :since) AS sales ON true
                ORDER BY page.on_hand - page.reserved, page.product_id, page.store_id
                """, bound -> bound.bind("since", since), HealthDao::stocked);
    }

    /** What a store should order anew, by the rule of {@link Reorder}. */
    Page<Stocked> due(Handle handle, StoreId store, StockThresholds thresholds, Instant since, PageRequest page) {
        Matching matching = Matching.of(FOR_SALE + """
                     LEFT JOIN (
                         SELECT m.product_id, -sum(m.delta) AS sold
                         FROM stock_movement m
                         WHERE m.store_id = :store AND m.reason = 'SALE' AND m.occurred_at >= :since
                         GROUP BY m.product_id) AS sales ON sales.product_id = s.product_id
                """)
                .with("since", since)
                .and("s.store_id = :store", "store", store)
                .and("""
                        (s.on_hand - s.reserved <= s.reorder_point
                         OR s.reorder_point IS NULL AND sales.sold > 0
                            AND s.on_hand - s.reserved <= CASE WHEN p.unit = 'EACH'
                                THEN ceil(sales.sold * (coalesce(s.lead_time_days, :lead) + :safety) / :days)
                                ELSE ceil(sales.sold * (coalesce(s.lead_time_days, :lead) + :safety) * 1000 / :days) / 1000 END)
                        """)
                .with("lead", thresholds.leadTimeDays())
                .with("safety", thresholds.safetyDays())
                .with("days", Reorder.DAYS);
        return new PagedQuery(handle, page, BY_URGENCY, matching.sql(), matching.bindings())
                .read("""
                SELECT s.*, p.sku, p.name, p.unit, p.price, p.currency, coalesce(sales.sold, 0) AS sold, <position>
                <matching> AND <after>
                ORDER BY <order> LIMIT :fetch OFFSET :skip
                """, HealthDao::stocked);
    }

    private static Matching narrow(Matching matching, @Nullable Set<StoreId> stores) {
        return matching.and(
                "s.store_id = ANY (:stores)",
                "stores",
                stores == null ? null : stores.stream().map(StoreId::value).toArray(UUID[]::new));
    }

    private static Stocked stocked(ResultSet row) throws SQLException {
        Quantity onHand = Columns.quantity(row, "on_hand");
        return new Stocked(
                Columns.id(row, "store_id", StoreId::new),
                Columns.id(row, "product_id", ProductId::new),
                row.getString("sku"),
                row.getString("name"),
                Columns.constant(row, "unit", Unit.class),
                onHand,
                onHand.minus(Columns.quantity(row, "reserved")),
                Columns.money(row, "price", "currency").times(onHand),
                Columns.quantity(row, "sold"),
                Columns.quantityOrNull(row, "reorder_point"),
                Columns.quantityOrNull(row, "reorder_quantity"),
                row.getObject("lead_time_days", Integer.class));
    }
}
