package aisle.testing.sql;

import aisle.platform.web.RequestIds;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.common.vertx.ContextLocals;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.StatementContext;
import org.postgresql.PGStatement;

/**
 * Sees every statement that Aisle sends. A request whose id it was told is followed through all its threads; what runs in
 * the background at the same time belongs to no request and is not counted.
 */
@Singleton
public class StatementWatch implements SqlLogger {
    private static final String REQUEST = "aisle.test.watched-request";
    private static final int BEHIND_REQUEST_IDS = 10;
    private static final StackWalker STACK = StackWalker.getInstance();
    private static final String OWN_PACKAGE = "aisle.testing.sql.";
    private static final String DATABASE_PACKAGE = "aisle.platform.db.";
    private static final Pattern DAO = Pattern.compile("Dao(\\$|$)");

    private final Map<String, List<Executed>> watched = new ConcurrentHashMap<>();
    private final StatementRecord record = StatementRecord.ofThisRun();

    /**
     * One statement that was sent.
     *
     * @param connection tells apart the connections that a request takes
     * @param inTransaction whether BEGIN came before
     */
    public record Executed(String sql, int connection, boolean inTransaction) {}

    void install(@Observes @Priority(BEHIND_REQUEST_IDS) Router router) {
        router.route().order(Integer.MIN_VALUE).handler(exchange -> {
            String id = RequestIds.of(exchange);
            if (watched.containsKey(id)) {
                ContextLocals.put(REQUEST, id);
            }
            exchange.next();
        });
    }

    /** Follows the request that will carry this id in X-Request-ID. */
    public void follow(String requestId) {
        watched.put(requestId, new ArrayList<>());
    }

    /** What the request has executed; ends following it. */
    public List<Executed> executed(String requestId) {
        return watched.remove(requestId);
    }

    void keep(@Observes ShutdownEvent stopping) {
        record.keep();
    }

    @Override
    public void logAfterExecution(StatementContext context) {
        try {
            if (isOfDao()) {
                record.add(context.getRawSql(), context.getRenderedSql(), bound(context));
            }
            String request = Vertx.currentContext() == null ? null : ContextLocals.get(REQUEST, null);
            List<Executed> statements = request == null ? null : watched.get(request);
            if (statements != null) {
                synchronized (statements) {
                    statements.add(new Executed(
                            context.getRawSql(),
                            System.identityHashCode(context.getConnection()),
                            !context.getConnection().getAutoCommit()));
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Tests ask the database, too, and in ways that the product must not. */
    private static boolean isOfDao() {
        return STACK.walk(frames -> frames.map(StackWalker.StackFrame::getClassName)
                .filter(name -> name.startsWith("aisle.") && !name.startsWith(OWN_PACKAGE))
                .filter(name ->
                        !name.startsWith(DATABASE_PACKAGE) || DAO.matcher(name).find())
                .findFirst()
                .filter(name -> DAO.matcher(name).find())
                .isPresent());
    }

    /** The statement with its values as literals; null when it has none to read. */
    private static String bound(StatementContext context) throws SQLException {
        var statement = context.getStatement();
        return statement != null && statement.isWrapperFor(PGStatement.class)
                ? statement.unwrap(PGStatement.class).toString()
                : null;
    }
}
