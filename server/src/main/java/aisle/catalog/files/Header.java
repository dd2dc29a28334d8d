package aisle.catalog.files;

import aisle.platform.csv.CsvRows;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The columns of a file of another shop, by their names; versions of that shop may name one differently. */
final class Header {
    private final List<String> names;
    private final Map<String, Integer> positions = new HashMap<>();

    Header(List<String> names) {
        this.names = names;
        for (int i = names.size() - 1; i >= 0; i--) {
            positions.put(names.get(i).toLowerCase(Locale.ROOT), i);
        }
    }

    int width() {
        return names.size();
    }

    /** Whether there is a column of one of these names. */
    boolean has(String... anyOf) {
        return position(anyOf) != null;
    }

    private @Nullable Integer position(String... anyOf) {
        for (String name : anyOf) {
            Integer position = positions.get(name.toLowerCase(Locale.ROOT));
            if (position != null) {
                return position;
            }
        }
        return null;
    }

    /** The name that the file has for the column, or the first when it has none. */
    String name(String... anyOf) {
        Integer position = position(anyOf);
        return position == null ? anyOf[0] : names.get(position);
    }

    /** What stands in the column, without blanks around it; empty when there is none. */
    String cell(CsvRows.Row row, String... anyOf) {
        Integer position = position(anyOf);
        return position == null || position >= row.cells().size()
                ? ""
                : row.cells().get(position).strip();
    }
}
