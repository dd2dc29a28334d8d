package aisle.platform.db;

import java.sql.SQLException;
import java.util.List;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.StatementContext;

/** Shows each statement to several, where Jdbi knows of one. */
record StatementWatchers(List<SqlLogger> watchers) implements SqlLogger {
    @Override
    public void logBeforeExecution(StatementContext context) {
        watchers.forEach(watcher -> watcher.logBeforeExecution(context));
    }

    @Override
    public void logAfterExecution(StatementContext context) {
        watchers.forEach(watcher -> watcher.logAfterExecution(context));
    }

    @Override
    public void logException(StatementContext context, SQLException error) {
        watchers.forEach(watcher -> watcher.logException(context, error));
    }
}
