package aisle.platform.web;

import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/** Tells operators what went wrong in a request. */
@Singleton
class RequestLog {
    private static final Logger LOG = Logger.getLogger("aisle.request");

    void exception(RoutingContext exchange, Throwable error) {
        LOG.errorf(error, "http_exception request_id=%s", RequestIds.of(exchange));
    }

    void outage(RoutingContext exchange, Throwable error) {
        LOG.warnf("database_unavailable request_id=%s %s", RequestIds.of(exchange), error.getMessage());
    }
}
