package aisle.kernel;

import java.util.List;
import java.util.function.Function;

/**
 * A part of a list.
 *
 * @param items the rows of this page
 * @param total how many rows there are in all
 * @param request which part this is
 */
public record Page<T>(List<T> items, long total, PageRequest request) {
    public Page {
        items = List.copyOf(items);
    }

    public <R> Page<R> map(Function<? super T, ? extends R> view) {
        return new Page<>(items.stream().<R>map(view).toList(), total, request);
    }
}
