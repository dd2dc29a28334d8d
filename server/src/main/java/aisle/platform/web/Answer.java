package aisle.platform.web;

import org.jspecify.annotations.Nullable;

/**
 * What an operation that changes something answers.
 *
 * @param status the HTTP status
 * @param data what goes into the envelope; null with 204
 * @param location where the new resource is, as a path such as {@code /api/v1/orders/…}
 * @param repeated what a repeated request with the same Idempotency-Key gets; null when it gets the same
 */
public record Answer<T>(
        int status,
        @Nullable T data,
        @Nullable String location,
        @Nullable T repeated) {
    public Answer(int status, @Nullable T data, @Nullable String location) {
        this(status, data, location, null);
    }

    public static <T> Answer<T> ok(T data) {
        return new Answer<>(200, data, null);
    }

    public static <T> Answer<T> created(String location, T data) {
        return new Answer<>(201, data, location);
    }

    /** Of an answer that says something once only: a repeated request gets the rest of it. */
    public Answer<T> once(T without) {
        return new Answer<>(status, data, location, without);
    }

    public static <T> Answer<T> accepted(String location, T data) {
        return new Answer<>(202, data, location);
    }

    public static Answer<Void> noContent() {
        return new Answer<>(204, null, null);
    }
}
