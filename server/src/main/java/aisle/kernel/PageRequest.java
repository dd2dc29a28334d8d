package aisle.kernel;

import org.jspecify.annotations.Nullable;

/**
 * Which part of a list is wanted: rows by their number, or those behind a position.
 *
 * @param limit 1 to 100
 * @param offset 0 to 10,000; 0 with a position
 * @param after behind which row to begin; null begins with the first
 */
public record PageRequest(int limit, int offset, @Nullable Position after, Counting counting) {
    public static final int DEFAULT_LIMIT = 20;
    public static final int MAX_LIMIT = 100;
    public static final int MAX_OFFSET = 10_000;

    public PageRequest {
        if (limit < 1 || limit > MAX_LIMIT || offset < 0 || offset > MAX_OFFSET || (after != null && offset > 0)) {
            throw new IllegalArgumentException("limit " + limit + ", offset " + offset + ", after " + after);
        }
    }

    /** The first rows of a list, or those behind some. */
    public static PageRequest of(int limit, int offset) {
        return new PageRequest(limit, offset, null, Counting.AUTO);
    }

    /** How much work is to be done to say how many rows there are in all. */
    public enum Counting {
        /** Exactly where it costs little, else up to a bound. */
        AUTO,
        EXACT,
        NONE
    }
}
