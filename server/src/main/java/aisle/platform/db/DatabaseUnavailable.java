package aisle.platform.db;

import org.jspecify.annotations.Nullable;

/** The database is away, overloaded or took too long: 503, and the caller may try again. */
public final class DatabaseUnavailable extends RuntimeException {
    private final boolean busy;

    /** It is away. */
    public DatabaseUnavailable(String message, @Nullable Throwable cause) {
        this(message, cause, false);
    }

    private DatabaseUnavailable(String message, @Nullable Throwable cause, boolean busy) {
        super(message, cause);
        this.busy = busy;
    }

    /** It answers, but not this in time: no connection was free, or a lock was held too long. */
    static DatabaseUnavailable busy(String message, Throwable cause) {
        return new DatabaseUnavailable(message, cause, true);
    }

    /** Whether it answers and merely has too much to do. */
    public boolean isBusy() {
        return busy;
    }
}
