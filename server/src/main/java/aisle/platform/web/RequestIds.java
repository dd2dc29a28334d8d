package aisle.platform.web;

import aisle.platform.time.Ids;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.regex.Pattern;

/** Gives each request an id: the client's own when it is well-formed, else a new one. It is echoed in every answer. */
@Singleton
public class RequestIds {
    public static final String HEADER = "X-Request-ID";
    private static final String ATTRIBUTE = "aisle.request_id";
    private static final Pattern WELL_FORMED = Pattern.compile("[A-Za-z0-9._-]{1,128}");

    /**
     * Routes run in this order, so that this one precedes even those of Quarkus that refuse a request for its size, and
     * every answer carries the id. Among routes of one order the one that was installed first comes first.
     */
    static final int ORDER = Integer.MIN_VALUE;

    private final Ids ids;

    RequestIds(Ids ids) {
        this.ids = ids;
    }

    void install(@Observes @Priority(1) Router router) {
        router.route().order(ORDER).handler(this::assign);
    }

    private void assign(RoutingContext exchange) {
        ensure(exchange);
        exchange.next();
    }

    /** Gives the request an id unless it has one. */
    void ensure(RoutingContext exchange) {
        if (exchange.get(ATTRIBUTE) != null) {
            return;
        }
        String offered = exchange.request().getHeader(HEADER);
        String id = offered != null && WELL_FORMED.matcher(offered).matches()
                ? offered
                : ids.next().toString();
        exchange.put(ATTRIBUTE, id);
        exchange.response().putHeader(HEADER, id);
    }

    public static String of(RoutingContext exchange) {
        String id = exchange.get(ATTRIBUTE);
        return id == null ? "unknown" : id;
    }
}
