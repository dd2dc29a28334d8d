package aisle.platform.db.paging;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/**
 * FROM and WHERE of a list that is filtered by this and that: a condition that nobody asks for is not in the statement, so
 * that each combination gets the plan that suits it.
 */
public final class Matching {
    private final String from;
    private final List<String> conditions = new ArrayList<>();
    private final Map<String, Object> values = new TreeMap<>();

    private Matching(String from) {
        this.from = from;
    }

    /** @param from the FROM clause, written here in the program */
    public static Matching of(String from) {
        return new Matching(from);
    }

    /** A condition that always holds. */
    public Matching and(String condition) {
        conditions.add(condition);
        return this;
    }

    /** A condition that is only made when there is a value for its one name. */
    public Matching and(String condition, String name, @Nullable Object value) {
        if (value != null) {
            conditions.add(condition);
            values.put(name, value);
        }
        return this;
    }

    /** A value for a name in the FROM clause. */
    public Matching with(String name, Object value) {
        values.put(name, value);
        return this;
    }

    /** For {@link PagedQuery}. */
    public String sql() {
        return from + " WHERE " + (conditions.isEmpty() ? "true" : String.join(" AND ", conditions));
    }

    /** For {@link PagedQuery}. */
    public Consumer<Query> bindings() {
        return query -> values.forEach(query::bind);
    }
}
