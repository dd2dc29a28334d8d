package aisle.platform.db;

import aisle.kernel.DomainError;
import aisle.kernel.ErrorCode;
import java.sql.SQLException;
import java.util.Set;
import org.jdbi.v3.core.ConnectionException;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * What PostgreSQL's error states mean here; the only place that knows them. Their names stand in appendix A of the
 * PostgreSQL manual.
 */
final class SqlErrors {
    private static final String UNIQUE_VIOLATION = "23505";
    private static final String SERIALIZATION_FAILURE = "40001";
    private static final String DEADLOCK_DETECTED = "40P01";

    /** Where the server finds that a prepared statement's columns have changed since; the state itself says less. */
    private static final String REPLANNING = "RevalidateCachedQuery";

    /** Statement and lock time-outs, too many connections, shutdown in progress, crash recovery, read-only standby. */
    private static final Set<String> UNAVAILABLE = Set.of(
            "57014", "55P03", "53300", "53400", "57P01", "57P02", "57P03", "57P05", "25006", "25P03", "53100", "53200");

    /** Of these, the ones of a database that answers: a statement or lock time-out, too many connections. */
    private static final Set<String> BUSY = Set.of("57014", "55P03", "53300", "53400");

    /** A zero character, which PostgreSQL stores in no text and no JSON. */
    private static final Set<String> UNSTORABLE_TEXT = Set.of("22021", "22P05");

    /** What two nodes may run into that create the same schema at once; the second attempt finds it there. */
    private static final Set<String> OVERTAKEN = Set.of(UNIQUE_VIOLATION, "42P06", "42P07", "42710", "XX000");

    private SqlErrors() {}

    /** Whether the same attempt to reach and migrate a database may succeed later. */
    static boolean isWorthTryingLater(Throwable error) {
        SQLException sql = sqlCause(error);
        return sql != null
                && (isUnavailable(sql.getSQLState())
                        || isWorthRetrying(error)
                        || OVERTAKEN.contains(sql.getSQLState()));
    }

    /** What the database or the driver said, in one line. */
    static String reason(Throwable error) {
        SQLException sql = sqlCause(error);
        String message = String.valueOf((sql == null ? error : sql).getMessage());
        return message.replaceAll("\\s+", " ").strip();
    }

    /**
     * Whether the same transaction may succeed when it is run again: it got into another's way, or a migration changed a
     * table since the connection prepared its statement, which the driver does anew then.
     */
    static boolean isWorthRetrying(Throwable error) {
        SQLException sql = sqlCause(error);
        return sql != null
                && (SERIALIZATION_FAILURE.equals(sql.getSQLState())
                        || DEADLOCK_DETECTED.equals(sql.getSQLState())
                        || isOutdatedPlan(sql));
    }

    private static boolean isOutdatedPlan(SQLException error) {
        return error instanceof PSQLException sql
                && sql.getServerErrorMessage() instanceof ServerErrorMessage server
                && REPLANNING.equals(server.getRoutine());
    }

    /** The name of the unique constraint or index that a statement ran into, or null when it failed otherwise. */
    static @Nullable String violatedUniqueKey(Throwable error) {
        if (sqlCause(error) instanceof PSQLException sql && UNIQUE_VIOLATION.equals(sql.getSQLState())) {
            ServerErrorMessage server = sql.getServerErrorMessage();
            return server == null ? null : server.getConstraint();
        }
        return null;
    }

    static RuntimeException translate(RuntimeException error) {
        SQLException sql = sqlCause(error);
        if (sql == null) {
            return error;
        }
        String state = sql.getSQLState();
        if (state != null && UNSTORABLE_TEXT.contains(state)) {
            return DomainError.of(ErrorCode.MALFORMED_REQUEST, "The request holds a zero character.");
        }
        if (state == null || isBusy(sql) || isWorthRetrying(error)) {
            return DatabaseUnavailable.busy("The database is busy: " + sql.getMessage(), error);
        }
        // Whatever kept a connection from being opened, and the driver names it vaguely, nothing was asked of the
        // database.
        if (isUnavailable(state) || error instanceof ConnectionException) {
            return new DatabaseUnavailable("The database did not answer: " + sql.getMessage(), error);
        }
        return error;
    }

    /** Whether this is the answer of a database that has too much to do. */
    static boolean isBusy(SQLException error) {
        return error.getSQLState() != null && BUSY.contains(error.getSQLState());
    }

    /** A missing state is the pool's own: no connection within the time allowed, or the pool is closed. */
    private static boolean isUnavailable(@Nullable String state) {
        return state == null || state.startsWith("08") || UNAVAILABLE.contains(state);
    }

    private static @Nullable SQLException sqlCause(Throwable error) {
        for (Throwable t = error; t != null; t = t.getCause()) {
            if (t instanceof SQLException sql) {
                return sql;
            }
        }
        return null;
    }
}
