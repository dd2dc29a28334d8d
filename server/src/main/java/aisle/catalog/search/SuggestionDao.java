package aisle.catalog.search;

import aisle.platform.db.Columns;
import aisle.platform.db.LikePattern;
import aisle.platform.db.PlannedEachTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** SQL of suggestions. */
final class SuggestionDao {
    /** So many categories, and so many brands, stand before the products. */
    private static final int MOST_OTHERS = 2;

    private static final String BY_NAME = "ORDER BY p.name_folded COLLATE \"C\", p.id";

    /**
     * What begins with a text: categories, brands and names of products; then products with all its words in the name.
     * Each begins where an index says, and the later ones are looked for only while there are too few.
     */
    List<Suggestion> suggest(Handle handle, SearchText text, int most) {
        TextConditions conditions = new TextConditions(text);
        String products = conditions.ofNames().stream()
                .map(condition -> """
                        (SELECT CAST('PRODUCT' AS text) AS kind, p.name AS text, p.id
                         FROM product p
                         WHERE p.deleted_at IS NULL AND p.status = 'ACTIVE' AND %s
                         %s
                         LIMIT :most)""".formatted(condition, condition.contains(":start") ? "" : BY_NAME))
                .collect(Collectors.joining("\nUNION ALL\n"));
        Map<String, Object> values = new HashMap<>(conditions.bindings(products));
        values.put("phraseStart", LikePattern.startingWith(text.phrase()));
        Query query = handle.createQuery("""
                        WITH RECURSIVE brand AS (
                            (SELECT p.brand_folded, p.brand FROM product p
                             WHERE p.deleted_at IS NULL AND p.brand_folded COLLATE "C" LIKE :phraseStart
                             ORDER BY p.brand_folded COLLATE "C" LIMIT 1)
                            UNION ALL
                            SELECT next.brand_folded, next.brand
                            FROM brand CROSS JOIN LATERAL (
                                SELECT p.brand_folded, p.brand FROM product p
                                WHERE p.deleted_at IS NULL AND p.brand_folded COLLATE "C" LIKE :phraseStart
                                    AND p.brand_folded COLLATE "C" > brand.brand_folded COLLATE "C"
                                ORDER BY p.brand_folded COLLATE "C" LIMIT 1
                            ) AS next
                        )
                        SELECT kind, text, id FROM (
                            (SELECT CAST('CATEGORY' AS text) AS kind, c.name AS text, c.id FROM category c
                             WHERE c.active AND fold(c.name) COLLATE "C" LIKE :phraseStart
                             ORDER BY fold(c.name) COLLATE "C", c.id LIMIT :others)
                            UNION ALL
                            (SELECT 'BRAND', brand, NULL FROM brand LIMIT :others)
                            UNION ALL
                            <products>
                        ) AS every LIMIT :most
                        """)
                .define("products", products)
                .bindMap(values)
                .bind("others", MOST_OTHERS)
                .bind("most", most);
        PlannedEachTime.apply(query);
        return query.map((row, context) -> new Suggestion(
                        Columns.constant(row, "kind", Suggestion.Kind.class),
                        row.getString("text"),
                        row.getObject("id", UUID.class)))
                .list();
    }
}
