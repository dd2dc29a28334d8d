package aisle.catalog.search;

import aisle.catalog.products.Gtin;
import aisle.platform.db.LikePattern;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a text asks of a product {@code p}, as conditions that an index serves. */
final class TextConditions {
    /** A SKU or the number under a bar code, exactly. */
    private static final String CODE = "(p.sku = ANY (:skus) OR p.gtin = ANY (:gtins))";

    private static final String NO_CODE = "NOT (p.sku = ANY (:skus) OR coalesce(p.gtin = ANY (:gtins), false))";
    private static final String NAME = "p.name_folded = :phrase COLLATE \"C\"";
    private static final String NAME_START =
            "(p.name_folded COLLATE \"C\" LIKE :phraseStart AND p.name_folded <> :phrase)";
    private static final String NO_NAME_START = "p.name_folded COLLATE \"C\" NOT LIKE :phraseStart";
    private static final String NAME_PART = "p.name_lower LIKE lower(:part COLLATE \"und-x-icu\") COLLATE \"default\"";
    private static final String NAME_WHOLE = "p.name_words @@ CAST(:whole AS tsquery)";
    private static final String NAME_WORDS = "p.name_words @@ CAST(:start AS tsquery)";
    private static final String WHOLE = "p.words @@ CAST(:whole AS tsquery)";
    private static final String WORDS = "p.words @@ CAST(:start AS tsquery)";

    private final SearchText text;
    private final String rest;
    private final Map<String, Object> values = new LinkedHashMap<>();

    /**
     * A way to find products, the better ones with the lower numbers. No product is found in two ways.
     *
     * @param rank what {@link SearchDao} sorts by
     */
    record Way(int rank, String condition) {}

    TextConditions(SearchText text) {
        this.text = text;
        StringBuilder more = new StringBuilder();
        if (text.shortEnd() != null) {
            more.append(" AND ' ' || p.search_text LIKE :shortEnd");
            values.put("shortEnd", "% " + LikePattern.startingWith(text.shortEnd()));
        }
        List<String> marks = text.isLiteral() ? List.of() : text.marks();
        for (int i = 0; i < marks.size(); i++) {
            more.append(" AND p.search_text LIKE :mark").append(i);
            values.put("mark" + i, LikePattern.containing(marks.get(i)));
        }
        rest = more.toString();
        values.put("skus", text.skus().toArray(String[]::new));
        values.put("gtins", Gtin.writings(text.typed()).toArray(String[]::new));
        values.put("phrase", text.phrase());
        values.put("phraseStart", LikePattern.startingWith(text.phrase()));
        values.put("part", LikePattern.containing(text.typed()));
        values.put("whole", text.whole());
        values.put("start", text.start());
    }

    /** All ways, the best first. */
    List<Way> ways() {
        List<Way> ways = new ArrayList<>();
        ways.add(new Way(0, CODE));
        if (text.isLiteral() && text.folded().length() >= SearchText.SHORTEST_START) {
            ways.add(new Way(2, NAME_PART + " AND " + NO_CODE));
        } else if (text.isLiteral()) {
            ways.add(new Way(1, NAME + " AND " + NO_CODE));
            ways.add(new Way(2, NAME_START + " AND " + NO_CODE));
        } else if (text.isStart()) {
            ways.add(new Way(1, NAME + rest + " AND " + NO_CODE));
            ways.add(new Way(2, NAME_START + rest + " AND " + NO_CODE));
            ways.add(new Way(3, NAME_WHOLE + rest + and(NO_NAME_START, NO_CODE)));
            ways.add(new Way(5, WHOLE + rest + and("NOT " + NAME_WHOLE, NO_NAME_START, NO_CODE)));
        } else {
            ways.add(new Way(1, NAME + rest + " AND " + NO_CODE));
            ways.add(new Way(2, NAME_START + rest + and(NAME_WHOLE, NO_CODE)));
            ways.add(new Way(3, NAME_WHOLE + rest + and(NO_NAME_START, NO_CODE)));
            ways.add(new Way(4, NAME_WORDS + rest + and("NOT " + NAME_WHOLE, NO_CODE)));
            ways.add(new Way(5, WORDS + rest + and("NOT " + NAME_WORDS, NO_CODE)));
        }
        return ways;
    }

    /** Names that begin so; then names with all the words in them. No name is found twice. */
    List<String> ofNames() {
        return text.isLiteral() || text.isStart()
                ? List.of(starting() + rest)
                : List.of(starting() + rest, NAME_WORDS + rest + " AND " + NO_NAME_START);
    }

    /** What a statement selects of each product, by way after way. */
    String each(String columns, ProductMatching matching) {
        return ways().stream()
                .map(way -> "(" + columns.formatted(way.rank()) + matching.sql() + "\n    AND " + way.condition() + ")")
                .collect(Collectors.joining("\nUNION ALL\n"));
    }

    /** The same products as by all ways together, as one condition. */
    String any() {
        String found;
        if (text.isLiteral()) {
            found = text.folded().length() >= SearchText.SHORTEST_START ? NAME_PART : starting();
        } else if (text.isStart()) {
            found = "(" + starting() + " OR " + WHOLE + ")" + rest;
        } else {
            found = WORDS + rest;
        }
        return "(" + found + " OR " + CODE + ")";
    }

    private static String starting() {
        return "p.name_folded COLLATE \"C\" LIKE :phraseStart";
    }

    private static String and(String... conditions) {
        return " AND " + String.join(" AND ", conditions);
    }

    /** The values that a statement names. */
    Map<String, Object> bindings(String sql) {
        Map<String, Object> named = new LinkedHashMap<>(values);
        named.keySet()
                .removeIf(name ->
                        !Pattern.compile(":" + name + "\\b").matcher(sql).find());
        return named;
    }
}
