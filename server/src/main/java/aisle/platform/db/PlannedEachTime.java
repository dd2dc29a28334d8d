package aisle.platform.db;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.core.statement.StatementCustomizer;
import org.postgresql.PGStatement;

/**
 * Has PostgreSQL plan a statement for its very values each time. A plan for any values costs a millisecond less, but takes
 * the same way to what one row in ten has and to what one in a million has.
 */
public final class PlannedEachTime implements StatementCustomizer {
    private static final PlannedEachTime ONE = new PlannedEachTime();

    private PlannedEachTime() {}

    public static void apply(SqlStatement<?> statement) {
        statement.configure(SqlStatements.class, statements -> statements.addCustomizer(ONE));
    }

    @Override
    public void beforeExecution(PreparedStatement statement, StatementContext context) throws SQLException {
        statement.unwrap(PGStatement.class).setPrepareThreshold(0);
    }
}
