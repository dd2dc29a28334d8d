package aisle.catalog.search;

import aisle.catalog.products.Product;
import aisle.catalog.products.ProductContents;
import aisle.catalog.products.ProductRows;
import aisle.kernel.Page;
import aisle.kernel.Page.Total;
import aisle.kernel.PageRequest;
import aisle.kernel.PageRequest.Counting;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/**
 * SQL of search results by relevance. Of what a text finds, the first {@link #CANDIDATES} are ranked: those by the best
 * way to find products, then by the next. Each way is one index lookup, and those that are not needed are not taken.
 */
final class SearchDao {
    /** So many results are ranked; of a word that a tenth of the products has, nobody looks at more. */
    static final int CANDIDATES = 1_000;

    /** By what a product is ranked. */
    private static final String COLUMNS =
            "SELECT p.id, p.name_lower, length(p.name_words) AS size, p.search_text, %d AS way ";

    private final ProductContents contents;

    SearchDao(ProductContents contents) {
        this.contents = contents;
    }

    /** A product of the page; one without a product tells the number of candidates alone. */
    private record Ranked(long candidates, ProductContents.@Nullable Found product) {}

    /**
     * The page of the products that a text finds, best first: a code that was typed exactly; the very name; all words in
     * the name; words in the name that begin so; words of the brand; words of the description. Among equals what is in
     * stock comes first, then names that begin so, then the name of fewer words.
     *
     * @param matching what else must be true of them
     */
    Page<Product> search(
            Handle handle,
            SearchText text,
            ProductMatching matching,
            @Nullable Object store,
            Instant now,
            PageRequest page) {
        TextConditions conditions = new TextConditions(text);
        String ways = conditions.each(COLUMNS, matching);
        Map<String, @Nullable Object> values = new HashMap<>(conditions.bindings(ways));
        values.put("store", store);
        values.put("now", now);
        Query query = handle.createQuery("""
                        WITH found AS MATERIALIZED (
                            SELECT * FROM (
                                <ways>
                            ) AS every LIMIT :candidates + 1
                        ), page AS MATERIALIZED (
                            SELECT id, row_number() OVER (
                                ORDER BY CASE WHEN way = 5 AND ' ' || search_text NOT LIKE ALL (:starts) THEN 6
                                              WHEN way = 3 THEN 2
                                              ELSE way END,
                                         (SELECT true FROM stock s
                                          WHERE s.product_id = best.id AND s.on_hand > s.reserved
                                              AND s.store_id = coalesce(CAST(:store AS uuid), s.store_id)
                                          LIMIT 1) DESC NULLS LAST,
                                         way, size, name_lower, id) AS place
                            FROM (SELECT * FROM found LIMIT :candidates) AS best
                            ORDER BY place
                            LIMIT :limit OFFSET :skip
                        )
                        SELECT (SELECT count(*) FROM found) AS candidates, %s
                        FROM (SELECT) AS one
                        LEFT JOIN page ON true
                        LEFT JOIN product p ON p.id = page.id
                        %s
                        ORDER BY page.place
                        """.formatted(ProductRows.FRESH, ProductRows.JOINS))
                .define("ways", ways)
                .bind(
                        "starts",
                        text.starts().stream().map(start -> "% " + start + "%").toArray(String[]::new))
                .bind("candidates", CANDIDATES)
                .bind("limit", page.limit())
                .bind("skip", page.offset());
        matching.bind(query, values);
        List<Ranked> ranked = query.map((row, context) ->
                        new Ranked(row.getLong("candidates"), row.getString("id") == null ? null : contents.found(row)))
                .list();
        List<ProductContents.Found> found =
                ranked.stream().flatMap(one -> Stream.ofNullable(one.product())).toList();
        return new Page<>(
                contents.complete(handle, found),
                total(handle, text, matching, ranked.getFirst().candidates(), page),
                null,
                page);
    }

    private static @Nullable Total total(
            Handle handle, SearchText text, ProductMatching matching, long candidates, PageRequest page) {
        if (page.counting() == Counting.NONE) {
            return null;
        }
        if (candidates <= CANDIDATES) {
            return new Total(candidates, true);
        }
        if (page.counting() != Counting.EXACT) {
            return new Total(CANDIDATES, false);
        }
        TextConditions conditions = new TextConditions(text);
        Query count = handle.createQuery("SELECT count(*) <matching> AND <found>")
                .define("matching", matching.sql())
                .define("found", conditions.any());
        matching.bind(count, conditions.bindings(conditions.any()));
        return new Total(count.mapTo(Long.class).one(), true);
    }
}
