package aisle.platform.web;

import aisle.platform.observability.Tracing;
import io.opentelemetry.api.trace.Span;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** A span for each statement of a traced request. It has the name of the method that sends it, such as StoreDao.find. */
@Singleton
class StatementSpans implements SqlLogger {
    private static final StackWalker STACK = StackWalker.getInstance();
    private static final Pattern DAO = Pattern.compile("aisle\\..*\\.(\\w+Dao)(\\$.*)?");
    private static final String NAMELESS = "statement";
    private static final String LAMBDA = "lambda$";

    private final Tracing tracing;

    StatementSpans(Tracing tracing) {
        this.tracing = tracing;
    }

    @Override
    public void logAfterExecution(StatementContext context) {
        note(context, context.getCompletionMoment(), null);
    }

    @Override
    public void logException(StatementContext context, SQLException error) {
        note(context, context.getExceptionMoment(), Objects.requireNonNullElse(error.getSQLState(), "unknown"));
    }

    private void note(StatementContext context, @Nullable Instant ended, @Nullable String failure) {
        Span request = Traces.span();
        Instant begun = context.getExecutionMoment();
        if (request != null && request.isRecording() && begun != null && ended != null) {
            tracing.statement(request, name(), begun, ended, failure);
        }
    }

    private static String name() {
        return STACK.walk(frames -> frames.filter(
                        frame -> !frame.getMethodName().startsWith(LAMBDA))
                .map(frame -> {
                    var dao = DAO.matcher(frame.getClassName());
                    return dao.matches() ? dao.group(1) + "." + frame.getMethodName() : null;
                })
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(NAMELESS));
    }
}
