package aisle.catalog.search;

import aisle.platform.db.Columns;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** SQL of the words that are searched for. */
final class WordDao {
    /** Of a whole paragraph that somebody pastes, so many words are looked after. */
    private static final int CORRECTED = 8;

    private record Row(String folded, String word, List<String> forms, boolean known, List<String> similar) {}

    /** What a text means among the words of the catalog. */
    SearchText read(Handle handle, String text) {
        List<Row> rows = handle.createQuery("""
                        WITH asked AS MATERIALIZED (SELECT fold(:text) AS folded),
                        typed AS MATERIALIZED (
                            SELECT one.word, word_forms(one.word) AS forms, min(one.place) AS place,
                                   one.word ~ '^[^0-9]{3,}$' AND dense_rank() OVER (ORDER BY min(one.place)) <= :corrected
                                       AS correctable
                            FROM asked, unnest(word_list(asked.folded)) WITH ORDINALITY AS one (word, place)
                            GROUP BY one.word
                        ), looked_up AS MATERIALIZED (
                            SELECT typed.*, NOT correctable
                                OR EXISTS (SELECT FROM search_word s
                                           WHERE s.word >= typed.word COLLATE "C"
                                             AND s.word < (typed.word || chr(1114111)) COLLATE "C")
                                OR EXISTS (SELECT FROM search_word s WHERE s.word = ANY (typed.forms)) AS known
                            FROM typed
                        ), described AS MATERIALIZED (
                            SELECT looked_up.*, known OR product_has_word(word) AS found FROM looked_up
                        )
                        SELECT asked.folded, d.word, d.forms, d.found, coalesce(near.similar, '{}') AS similar
                        FROM asked LEFT JOIN described d ON true
                        LEFT JOIN LATERAL (
                            SELECT array_agg(DISTINCT s.word) AS similar
                            FROM (
                                (SELECT c.word FROM search_word c
                                 WHERE NOT d.found AND c.cuts && word_cuts(d.word) LIMIT 200)
                                UNION ALL
                                (SELECT t.word FROM search_word t
                                 WHERE NOT d.found AND length(d.word) > 5 AND t.word % d.word
                                 ORDER BY similarity(t.word, d.word) DESC LIMIT 50)
                            ) s
                        ) near ON true
                        ORDER BY d.place
                        """)
                .bind("text", text)
                .bind("corrected", CORRECTED)
                .map((row, context) -> new Row(
                        row.getString("folded"),
                        row.getString("word"),
                        Columns.texts(row, "forms"),
                        row.getBoolean("found"),
                        Columns.texts(row, "similar")))
                .list();
        List<SearchText.Word> words = new ArrayList<>();
        for (Row row : rows) {
            // A text without any word has one row without one.
            if (!row.forms().isEmpty()) {
                List<String> meant = row.known() ? List.of() : Spelling.corrections(row.word(), row.similar());
                words.add(new SearchText.Word(row.word(), row.forms(), meant, row.known() || !meant.isEmpty()));
            }
        }
        return new SearchText(text, SearchText.tidy(rows.getFirst().folded()), List.copyOf(words));
    }
}
