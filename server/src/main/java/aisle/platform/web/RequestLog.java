package aisle.platform.web;

import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import org.jboss.logging.Logger;

/**
 * One log line and one measurement per request, whatever became of it: answered, refused before any operation was
 * found, or left by the client. Answers of 500 and above are ERROR, all others INFO.
 */
@Singleton
public class RequestLog {
    private static final Logger LOG = Logger.getLogger("aisle.request");

    /** What the log says when the client hung up before its answer was complete; nothing answers it. */
    private static final int CLIENT_CLOSED_REQUEST = 499;

    private static final int FIRST_SERVER_ERROR = 500;
    private static final long NANOS_PER_HUNDREDTH_MILLI = 10_000;

    private final RequestMetrics metrics;
    private final Traces traces;

    RequestLog(RequestMetrics metrics, Traces traces) {
        this.metrics = metrics;
        this.traces = traces;
    }

    /** Begins to watch a request; it needs to have its id. */
    public void observe(RoutingContext exchange) {
        long begun = System.nanoTime();
        RequestEnd.of(exchange, answered -> finished(exchange, answered, System.nanoTime() - begun));
    }

    private void finished(RoutingContext exchange, boolean answered, long nanos) {
        int status = answered ? exchange.response().getStatusCode() : CLIENT_CLOSED_REQUEST;
        metrics.record(exchange.request().method(), Routes.of(exchange), status, nanos);
        traces.end(exchange, status);
        Logger.Level level = status >= FIRST_SERVER_ERROR ? Logger.Level.ERROR : Logger.Level.INFO;
        if (LOG.isEnabled(level)) {
            BigDecimal millis = BigDecimal.valueOf(nanos / NANOS_PER_HUNDREDTH_MILLI, 2);
            LOG.logf(level, "%s", RequestLine.of("http_request", exchange, new RequestLine.Outcome(status, millis)));
        }
    }

    /** A bug: the stack trace goes to the log, the request id to the client. */
    public void exception(RoutingContext exchange, Throwable error) {
        LOG.logf(Logger.Level.ERROR, error, "%s", RequestLine.of("http_exception", exchange, null));
    }

    void outage(RoutingContext exchange, Throwable error) {
        LOG.warnf("database_unavailable request_id=%s %s", RequestIds.of(exchange), error.getMessage());
    }
}
