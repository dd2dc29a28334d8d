package aisle.platform.db.paging;

import aisle.kernel.Position;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How a list is sorted, so that a page can begin right behind a row whatever its number is. The last key must be unique,
 * and no key may be null unless it says so; nulls come last in either direction. Keys of one direction side by side are
 * compared as one row, which an index on them serves.
 */
public final class Keyset {
    private static final String PARAMETER = "after";

    private final List<SortKey> keys;
    private final String order;

    private Keyset(List<SortKey> keys, String order) {
        this.keys = keys;
        this.order = order;
    }

    public static Keyset of(SortKey... keys) {
        List<SortKey> all = List.of(keys);
        return new Keyset(all, all.stream().map(SortKey::order).collect(Collectors.joining(", ")));
    }

    /** A sort by what no position can name, such as relevance; its pages go by number only. */
    public static Keyset withoutPositions(String order) {
        return new Keyset(List.of(), order);
    }

    boolean hasPositions() {
        return !keys.isEmpty();
    }

    /** For ORDER BY. */
    String order() {
        return order;
    }

    /** For the columns of a SELECT: where the row stands. */
    String position() {
        return keys.stream()
                .map(key -> "CAST(" + key.sql() + " AS text)")
                .collect(Collectors.joining(", ", "CAST(ARRAY[", "] AS text[]) AS page_position"));
    }

    Position position(List<@Nullable String> values) {
        return new Position(name(), values);
    }

    /** For WHERE: the rows behind a position, all of them without one. */
    String condition(@Nullable Position after) {
        return after == null ? "true" : behind(values(after), 0);
    }

    /** The name under which the value of a key is bound. */
    static String parameter(int key) {
        return PARAMETER + key;
    }

    /** The values of a position of this very sort. */
    List<@Nullable String> values(Position after) {
        if (!after.sort().equals(name()) || after.values().size() != keys.size()) {
            throw Position.refused();
        }
        return after.values();
    }

    private String name() {
        return Integer.toHexString(order.hashCode());
    }

    private String behind(List<@Nullable String> values, int first) {
        if (first == keys.size()) {
            return "false";
        }
        SortKey key = keys.get(first);
        if (key.isNullable()) {
            String rest = behind(values, first + 1);
            return values.get(first) == null
                    ? "(" + key.sql() + " IS NULL AND " + rest + ")"
                    : "(%1$s %2$s %3$s OR %1$s IS NULL OR (%1$s = %3$s AND %4$s))"
                            .formatted(key.sql(), key.operator(), value(first), rest);
        }
        int end = first + 1;
        while (end < keys.size() && !keys.get(end).isNullable() && keys.get(end).isDescending() == key.isDescending()) {
            end++;
        }
        String columns = IntStream.range(first, end)
                .mapToObj(i -> keys.get(i).sql())
                .collect(Collectors.joining(", ", "(", ")"));
        String bound = IntStream.range(first, end).mapToObj(this::value).collect(Collectors.joining(", ", "(", ")"));
        String behind = columns + " " + key.operator() + " " + bound;
        // The first half says nothing new, but is what an index can serve.
        return end == keys.size()
                ? behind
                : "(%s %s= %s AND (%s OR %s))".formatted(columns, key.operator(), bound, behind, behind(values, end));
    }

    private String value(int key) {
        return "CAST(:" + parameter(key) + " AS " + keys.get(key).type() + ")";
    }
}
