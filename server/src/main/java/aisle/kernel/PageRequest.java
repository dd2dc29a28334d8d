package aisle.kernel;

/**
 * Which part of a list is wanted.
 *
 * @param limit 1 to 100
 * @param offset 0 to 10,000
 */
public record PageRequest(int limit, int offset) {
    public static final int DEFAULT_LIMIT = 20;
    public static final int MAX_LIMIT = 100;
    public static final int MAX_OFFSET = 10_000;

    public PageRequest {
        if (limit < 1 || limit > MAX_LIMIT || offset < 0 || offset > MAX_OFFSET) {
            throw new IllegalArgumentException("limit " + limit + ", offset " + offset);
        }
    }
}
