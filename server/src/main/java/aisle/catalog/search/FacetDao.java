package aisle.catalog.search;

import aisle.kernel.CategoryId;
import aisle.kernel.StoreId;
import aisle.kernel.TagId;
import aisle.platform.db.Columns;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** SQL of facets. */
final class FacetDao {
    /** So many values of one facet are worth choosing from. */
    private static final int MOST = 30;

    /** Where the ranges of prices begin, whatever the currency: 0, 1, 2, 5, 10 and so on to a million. */
    private static final BigDecimal[] PRICES = Stream.concat(
                    Stream.of(BigDecimal.ZERO),
                    Stream.iterate(BigDecimal.ONE, power -> power.movePointRight(1))
                            .limit(7)
                            .flatMap(power ->
                                    Stream.of(1, 2, 5).map(BigDecimal::valueOf).map(power::multiply)))
            .map(BigDecimal::stripTrailingZeros)
            .toArray(BigDecimal[]::new);

    /** How many products have one value of a facet; without one, how many products there are. */
    private record Counted(
            @Nullable Facet facet,
            @Nullable String key,
            @Nullable String name,
            @Nullable String path,
            long count) {}

    /**
     * Counts, in one statement however many facets there are.
     *
     * @param matching what the filter lets through
     * @param without the same without the condition of one facet, for each facet by which the filter narrows
     */
    Facets facets(
            Handle handle,
            @Nullable SearchText text,
            @Nullable StoreId store,
            ProductMatching matching,
            Map<Facet, ProductMatching> without) {
        List<String> sets = new ArrayList<>(List.of(set("matching", matching, text)));
        Map<Facet, String> sources = new EnumMap<>(Facet.class);
        Map<String, @Nullable Object> values = new HashMap<>(matching.values());
        for (Facet facet : Facet.values()) {
            ProductMatching others = without.get(facet);
            sources.put(
                    facet,
                    others == null ? "matching" : "without_" + facet.name().toLowerCase(Locale.ROOT));
            if (others != null) {
                sets.add(set(sources.get(facet), others, text));
                values.putAll(others.values());
            }
        }
        String with = String.join(",\n", sets);
        if (text != null) {
            values.putAll(new TextConditions(text).bindings(with));
        }
        values.put("store", store);
        Query query = handle.createQuery("""
                        WITH <sets>
                        SELECT 'CATEGORY' AS facet, c.id::text AS key, c.name, c.path_name AS path, n.count
                        FROM (SELECT category_id, count(*) AS count FROM <category> AS p
                              GROUP BY category_id ORDER BY count DESC, category_id LIMIT :most) AS n
                        JOIN category c ON c.id = n.category_id
                        UNION ALL
                        (SELECT 'BRAND', min(brand), NULL, NULL, count(*) AS count FROM <brand> AS p
                         WHERE brand IS NOT NULL
                         GROUP BY brand_folded ORDER BY count DESC, brand_folded LIMIT :most)
                        UNION ALL
                        SELECT 'PRICE', range::text, NULL, NULL, count(*)
                        FROM (SELECT width_bucket(price, :prices) AS range FROM <price> AS p) AS ranged
                        GROUP BY range
                        UNION ALL
                        (SELECT 'TAG', t.id::text, t.name, NULL, count(*) AS count
                         FROM <tag> AS p JOIN product_tag pt ON pt.product_id = p.id JOIN tag t ON t.id = pt.tag_id
                         WHERE CAST(:store AS uuid) IS NULL OR t.store_id IS NULL OR t.store_id = CAST(:store AS uuid)
                         GROUP BY t.id, t.name ORDER BY count DESC, t.name, t.id LIMIT :most)
                        UNION ALL
                        SELECT 'ORGANIC', is_organic::text, NULL, NULL, count(*) FROM <organic> AS p GROUP BY is_organic
                        UNION ALL
                        SELECT 'IN_STOCK', stocked::text, NULL, NULL, count(*)
                        FROM (SELECT coalesce((SELECT true FROM stock s
                                             WHERE s.product_id = p.id AND s.on_hand > s.reserved
                                                 AND s.store_id = coalesce(CAST(:store AS uuid), s.store_id) LIMIT 1), false) AS stocked
                              FROM <in_stock> AS p) AS asked
                        GROUP BY stocked
                        UNION ALL
                        SELECT NULL, NULL, NULL, NULL, count(*) FROM matching
                        """)
                .define("sets", with)
                .bind("most", MOST)
                .bind("prices", PRICES)
                .bind("candidates", SearchDao.CANDIDATES);
        sources.forEach((facet, source) -> query.define(
                facet.name().toLowerCase(Locale.ROOT), "(SELECT * FROM " + source + " LIMIT :candidates)"));
        matching.bind(query, values);
        List<Counted> counted = query.map((row, context) -> new Counted(
                        row.getString("facet") == null ? null : Columns.constant(row, "facet", Facet.class),
                        row.getString("key"),
                        row.getString("name"),
                        row.getString("path"),
                        row.getLong("count")))
                .list();
        return facets(counted);
    }

    /** The products among which is counted: of a text the same that are ranked, else the first by name. */
    private static String set(String name, ProductMatching matching, @Nullable SearchText text) {
        String columns = "SELECT p.id, p.category_id, p.brand, p.brand_folded, p.is_organic, %s AS price "
                .formatted(matching.price());
        String products = text == null
                ? columns + matching.sql() + " ORDER BY p.name_lower, p.id"
                : new TextConditions(text).each(columns, matching);
        return name + " AS MATERIALIZED (SELECT * FROM (\n" + products + "\n) AS every LIMIT :candidates + 1)";
    }

    private static Facets facets(List<Counted> counted) {
        long all = counted.getLast().count();
        return new Facets(
                all > SearchDao.CANDIDATES ? "gte" : "eq",
                values(
                        counted,
                        Facet.CATEGORY,
                        one -> new Facets.OfCategory(
                                new CategoryId(UUID.fromString(text(one.key()))),
                                text(one.name()),
                                text(one.path()),
                                one.count())),
                values(counted, Facet.BRAND, one -> new Facets.OfBrand(text(one.key()), one.count())),
                values(counted, Facet.PRICE, FacetDao::price).stream()
                        .sorted(Comparator.comparing(Facets.OfPrice::from))
                        .toList(),
                values(
                        counted,
                        Facet.TAG,
                        one -> new Facets.OfTag(
                                new TagId(UUID.fromString(text(one.key()))), text(one.name()), one.count())),
                values(counted, Facet.ORGANIC, FacetDao::answer),
                values(counted, Facet.IN_STOCK, FacetDao::answer));
    }

    private static <T> List<T> values(List<Counted> counted, Facet facet, Function<Counted, T> value) {
        return counted.stream().filter(one -> one.facet() == facet).map(value).toList();
    }

    /** The database numbers the ranges from 1. */
    private static Facets.OfPrice price(Counted one) {
        int range = Integer.parseInt(text(one.key()));
        return new Facets.OfPrice(PRICES[range - 1], range == PRICES.length ? null : PRICES[range], one.count());
    }

    private static Facets.OfAnswer answer(Counted one) {
        return new Facets.OfAnswer(Boolean.parseBoolean(one.key()), one.count());
    }

    private static String text(@Nullable String value) {
        return Objects.requireNonNull(value);
    }
}
