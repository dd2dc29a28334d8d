package aisle.platform.db;

import org.jspecify.annotations.Nullable;

/** The database is away, overloaded or took too long: 503, and the caller may try again. */
public final class DatabaseUnavailable extends RuntimeException {
    public DatabaseUnavailable(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
