package aisle.platform.db.paging;

import aisle.kernel.Page;
import aisle.kernel.Page.Total;
import aisle.kernel.PageRequest;
import aisle.kernel.PageRequest.Counting;
import aisle.kernel.Position;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/**
 * Reads one page of a list: one statement for the rows, and at most one more for the total. The statement of the rows is
 * written whole, with these marks in it:
 *
 * <pre>{@code
 * SELECT s.*, <position> <matching> AND <after> ORDER BY <order> LIMIT :fetch OFFSET :skip
 * }</pre>
 */
public final class PagedQuery {
    /** Up to here {@link Counting#AUTO} counts. */
    public static final int COUNTED = 10_000;

    private final Handle handle;
    private final PageRequest page;
    private final Keyset sort;
    private final String matching;
    private final Consumer<Query> bindings;
    private @Nullable LongSupplier known;

    /**
     * Prepares a list.
     *
     * @param matching FROM and WHERE of the rows of the list
     * @param bindings binds what {@code matching} names, and nothing else
     */
    public PagedQuery(Handle handle, PageRequest page, Keyset sort, String matching, Consumer<Query> bindings) {
        this.handle = handle;
        this.page = page;
        this.sort = sort;
        this.matching = matching;
        this.bindings = bindings;
    }

    /** Says that somebody keeps the exact total, for a list that nothing filters. */
    public PagedQuery knownTotal(LongSupplier total) {
        known = total;
        return this;
    }

    /** Reads a row. */
    @FunctionalInterface
    public interface Reading<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** The page of this statement. */
    public <T> Page<T> read(String rows, Reading<T> reading) {
        return read(rows, query -> {}, reading);
    }

    /** The page of a statement in which more is bound than what {@code matching} names. */
    public <T> Page<T> read(String rows, Consumer<Query> more, Reading<T> reading) {
        Position after = page.after();
        if (after != null && !sort.hasPositions()) {
            throw Position.refused();
        }
        Query query = handle.createQuery(rows)
                .define("position", sort.position())
                .define("matching", matching)
                .define("after", sort.condition(after))
                .define("order", sort.order())
                .bind("fetch", page.limit() + 1)
                .bind("skip", page.offset());
        bindings.accept(query);
        more.accept(query);
        if (after != null) {
            bind(query, sort.values(after));
        }
        List<Placed<T>> fetched = query.map((row, context) -> new Placed<>(reading.read(row), place(row)))
                .list();
        boolean isLast = fetched.size() <= page.limit();
        List<Placed<T>> shown = isLast ? fetched : fetched.subList(0, page.limit());
        Position next = isLast || !sort.hasPositions()
                ? null
                : sort.position(shown.getLast().place());
        return new Page<>(shown.stream().map(Placed::row).toList(), total(fetched.size(), isLast), next, page);
    }

    private record Placed<T>(T row, List<@Nullable String> place) {}

    private static List<@Nullable String> place(ResultSet row) throws SQLException {
        return new ArrayList<>(
                Arrays.asList((@Nullable String[]) row.getArray("page_position").getArray()));
    }

    private static void bind(Query query, List<@Nullable String> values) {
        for (int i = 0; i < values.size(); i++) {
            // The value of a null is in no condition.
            if (values.get(i) != null) {
                query.bind(Keyset.parameter(i), values.get(i));
            }
        }
    }

    private @Nullable Total total(int fetched, boolean isLast) {
        if (page.counting() == Counting.NONE) {
            return null;
        }
        if (isLast && page.after() == null && (fetched > 0 || page.offset() == 0)) {
            return new Total((long) page.offset() + fetched, true);
        }
        if (known != null) {
            return new Total(known.getAsLong(), true);
        }
        if (page.counting() == Counting.EXACT) {
            return new Total(count("SELECT count(*) <matching>"), true);
        }
        long counted = count("SELECT count(*) FROM (SELECT <matching> LIMIT " + (COUNTED + 1) + ") AS counted");
        return new Total(Math.min(counted, COUNTED), counted <= COUNTED);
    }

    private long count(String statement) {
        Query query = handle.createQuery(statement).define("matching", matching);
        bindings.accept(query);
        return query.mapTo(Long.class).one();
    }
}
