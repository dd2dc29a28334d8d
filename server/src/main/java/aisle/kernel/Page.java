package aisle.kernel;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list.
 *
 * @param items the rows of this page
 * @param total how many rows there are in all; null when nobody asked
 * @param next behind which row the next page begins; null at the end, and with a sort that has no positions
 * @param request which part this is
 */
public record Page<T>(
        List<T> items, @Nullable Total total, @Nullable Position next, PageRequest request) {
    public Page {
        items = List.copyOf(items);
    }

    public <R> Page<R> map(Function<? super T, ? extends R> view) {
        return new Page<>(items.stream().<R>map(view).toList(), total, next, request);
    }

    /**
     * How many rows a list has.
     *
     * @param exact false when there are at least so many
     */
    public record Total(long rows, boolean exact) {}
}
