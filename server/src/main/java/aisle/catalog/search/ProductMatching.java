package aisle.catalog.search;

import aisle.kernel.CategoryId;
import aisle.platform.db.LikePattern;
import aisle.platform.db.PlannedEachTime;
import aisle.platform.json.IdText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/**
 * FROM and WHERE of the products {@code p} that a filter lets through, and the values bound in them: the parts that the
 * filter asks for, joined. What a client wrote is only ever bound.
 */
final class ProductMatching {
    private final ProductFilter filter;
    private final @Nullable Facet ignored;
    private final StringBuilder from = new StringBuilder("FROM product p\n");
    private final List<String> where = new ArrayList<>(List.of("p.deleted_at IS NULL"));
    private final Map<String, @Nullable Object> bindings = new HashMap<>();

    /**
     * Prepares the conditions.
     *
     * @param categories the wanted category and all below it
     */
    ProductMatching(ProductFilter filter, List<CategoryId> categories) {
        this(filter, categories, null);
    }

    private ProductMatching(ProductFilter filter, List<CategoryId> categories, @Nullable Facet ignored) {
        this.filter = filter;
        this.ignored = ignored;
        if (filter.store() != null) {
            and("a.store_id = :store", "store", filter.store());
            from.append("JOIN assortment a ON a.product_id = p.id\n");
        }
        if (filter.status() != null) {
            // No value of a client's: a name of this program's, which an index of one status needs to see.
            where.add("p.status = '" + filter.status().name() + "'");
        }
        if (filter.name() != null) {
            // The collation of the index, which the one for lower() would otherwise displace.
            and(
                    "p.name_lower LIKE lower(:name COLLATE \"und-x-icu\") COLLATE \"default\"",
                    "name",
                    LikePattern.containing(filter.name()));
        }
        if (filter.category() != null && counts(Facet.CATEGORY)) {
            and(
                    "p.category_id = ANY (:categories)",
                    "categories",
                    categories.stream().map(CategoryId::value).toArray(UUID[]::new));
        }
        if (counts(Facet.BRAND)) {
            and("p.brand_folded COLLATE \"C\" = fold(:brand)", "brand", filter.brand());
        }
        if (counts(Facet.PRICE)) {
            and(price() + " >= :minPrice", "minPrice", filter.minPrice());
            and(price() + " <= :maxPrice", "maxPrice", filter.maxPrice());
        }
        if (counts(Facet.ORGANIC)) {
            and("p.is_organic = :organic", "organic", filter.organic());
        }
        if (filter.inStock() != null && counts(Facet.IN_STOCK)) {
            String here = filter.store() == null ? "" : " AND s.store_id = :store";
            exists(filter.inStock(), "stock s WHERE s.product_id = p.id AND s.on_hand > s.reserved" + here);
        }
        if (filter.tag() != null && counts(Facet.TAG)) {
            tagged(filter.tag());
        }
        if (Boolean.FALSE.equals(filter.assigned())) {
            // Nearly all products are sold somewhere, so those that are not are kept apart.
            exists(true, "unassigned_product u WHERE u.product_id = p.id");
        }
        if (filter.assigned() != null) {
            exists(filter.assigned(), "assortment x WHERE x.product_id = p.id");
        }
    }

    /** As conditions for counting, of which those of one facet do not matter. */
    static ProductMatching counting(ProductFilter filter, List<CategoryId> categories, @Nullable Facet ignored) {
        return new ProductMatching(filter, categories, ignored);
    }

    private boolean counts(Facet facet) {
        return facet != ignored;
    }

    /** What a product costs here, as lists are sorted; what they show is asked anew. */
    String price() {
        return filter.store() == null ? "p.current_price" : "a.price";
    }

    private void tagged(String tag) {
        UUID id = IdText.parse(tag);
        exists(
                true,
                "product_tag pt WHERE pt.product_id = p.id AND pt.tag_id "
                        + (id == null
                                ? """
                = ANY (ARRAY(SELECT t.id FROM tag t
                             WHERE t.name_lower = lower(:tag COLLATE "und-x-icu") COLLATE "default"%s))""".formatted(
                                        filter.store() == null ? "" : " AND coalesce(t.store_id, :store) = :store")
                                : "= :tag"));
        bindings.put("tag", id == null ? tag : id);
    }

    private void and(String condition, String name, @Nullable Object value) {
        if (value != null) {
            where.add(condition);
            bindings.put(name, value);
        }
    }

    private void exists(boolean wanted, String rows) {
        where.add((wanted ? "" : "NOT ") + "EXISTS (SELECT FROM " + rows + ")");
    }

    /**
     * Lets through only what a text finds; in any order, so the ways to find are alternatives of one condition. Binds
     * what {@link TextConditions} names.
     */
    ProductMatching found(SearchText text) {
        TextConditions conditions = new TextConditions(text);
        where.add(conditions.any());
        bindings.putAll(conditions.bindings(conditions.any()));
        return this;
    }

    String sql() {
        return from + "WHERE " + String.join("\n    AND ", where);
    }

    /** What the conditions name. */
    Map<String, @Nullable Object> values() {
        return bindings;
    }

    /**
     * Binds what the conditions name, and more. PostgreSQL plans for these values each time, since they differ so much.
     */
    void bind(SqlStatement<?> statement, Map<String, ? extends @Nullable Object> more) {
        Map<String, @Nullable Object> all = new HashMap<>(bindings);
        all.putAll(more);
        statement.bindMap(all);
        PlannedEachTime.apply(statement);
    }
}
