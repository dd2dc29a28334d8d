package aisle.platform.web;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The envelope of a list; {@link Paging#listing} makes it. */
public record Listing<T>(List<T> data, Meta meta) implements Envelope {
    /**
     * Which part of the list this is.
     *
     * @param total rows in all; null with {@code count=none}
     * @param totalRelation {@code eq} when the total is exact, {@code gte} when there are more; null with the total
     * @param offset rows before this page; null with a cursor
     * @param nextCursor what to send as {@code cursor} for the next page; null on the last one and with a sort that has
     *     no cursors
     */
    public record Meta(
            @Nullable Long total,
            @Nullable String totalRelation,
            int limit,
            @Nullable Integer offset,
            @Nullable String nextCursor) {}
}
