package aisle.catalog.imports;

import aisle.catalog.files.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The columns of the table that a file speaks of, as parts of statements over {@code product p} and a row {@code i} of the
 * file with its group {@code g}. Nothing in them comes from outside.
 */
record SaidColumns(List<String> columns, List<String> currents, List<String> incomings) {
    private static final Map<Column, String> PLAIN = Map.ofEntries(
            Map.entry(Column.GTIN, "gtin"),
            Map.entry(Column.NAME, "name"),
            Map.entry(Column.BRAND, "brand"),
            Map.entry(Column.CATEGORY, "category_id"),
            Map.entry(Column.UNIT, "unit"),
            Map.entry(Column.PRICE, "price"),
            Map.entry(Column.OLD_PRICE, "old_price"),
            Map.entry(Column.TAX_CLASS, "tax_class"),
            Map.entry(Column.IS_ORGANIC, "is_organic"),
            Map.entry(Column.STATUS, "status"),
            Map.entry(Column.NUTRITIONAL_INFO, "nutritional_info"),
            Map.entry(Column.ATTRIBUTES, "attributes"));

    static SaidColumns of(Set<Column> said) {
        SaidColumns columns = new SaidColumns(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        columns.add("currency", "p.currency", "CAST(:currency AS char(3))");
        for (Column column : said) {
            String plain = PLAIN.get(column);
            if (plain != null) {
                columns.add(plain, "p." + plain, "i." + plain);
            }
        }
        if (said.contains(Column.DESCRIPTION)) {
            // A file cannot tell an empty description from none.
            columns.add("description", "nullif(p.description, '')", "i.description");
        }
        if (said.contains(Column.SLUG)) {
            columns.add("slug", "p.slug", "CASE WHEN i.own_slug THEN i.slug ELSE p.slug END");
        }
        if (said.contains(Column.GROUP)) {
            // A group that is not there yet, which only a trial run meets, is another one.
            columns.add("group_id", "p.group_id", "coalesce(g.id, CASE WHEN i.group_handle IS NOT NULL THEN i.id END)");
            columns.add(
                    "options",
                    "p.options",
                    said.contains(Column.OPTIONS)
                            ? "i.options"
                            : "CASE WHEN i.group_handle IS NULL THEN '{}' ELSE p.options END");
        }
        if (said.contains(Column.IMAGES)) {
            columns.add("images", "p.images", "i.images");
        } else if (said.contains(Column.IMAGE_URL)) {
            // The first image only; the others stay, and an empty cell changes none.
            columns.add("images", "p.images", """
                    CASE WHEN i.images = '[]' OR i.images -> 0 -> 'url' = p.images -> 0 -> 'url' THEN p.images
                         ELSE i.images || (p.images - 0) END""");
        }
        return columns;
    }

    private void add(String column, String current, String incoming) {
        columns.add(column);
        currents.add(current);
        incomings.add(incoming);
    }

    String names() {
        return String.join(", ", columns);
    }

    String current() {
        return String.join(", ", currents);
    }

    String incoming() {
        return String.join(", ", incomings);
    }

    /** What the columns become, each with a name. */
    String named() {
        return String.join(
                ", ",
                IntStream.range(0, columns.size())
                        .mapToObj(i -> incomings.get(i) + " AS new_" + columns.get(i))
                        .toList());
    }

    /** The names of {@link #named}, of a row {@code after}. */
    String values() {
        return String.join(
                ", ", columns.stream().map(column -> "after.new_" + column).toList());
    }
}
