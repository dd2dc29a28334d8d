package aisle.platform.web;

import aisle.kernel.Page;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The envelope of a list. */
public record Listing<T>(List<T> data, Meta meta) {
    /**
     * @param total rows in all
     * @param totalRelation {@code eq} when the total is exact
     * @param nextCursor always null while only limit and offset page
     */
    public record Meta(
            long total,
            String totalRelation,
            int limit,
            int offset,
            @Nullable String nextCursor) {}

    public static <S, T> Listing<T> of(Page<S> page, Function<? super S, ? extends T> view) {
        return new Listing<>(
                page.<T>map(view).items(),
                new Meta(
                        page.total(),
                        "eq",
                        page.request().limit(),
                        page.request().offset(),
                        null));
    }
}
