package aisle.platform.web;

import aisle.platform.time.Ids;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.regex.Pattern;

/** Gives each request an id: the client's own when it is well-formed, else a new one. It is echoed in every answer. */
@Singleton
public class RequestIds {
    public static final String HEADER = "X-Request-ID";
    private static final String ATTRIBUTE = "aisle.request_id";
    private static final Pattern WELL_FORMED = Pattern.compile("[A-Za-z0-9._-]{1,128}");

    private final Ids ids;

    RequestIds(Ids ids) {
        this.ids = ids;
    }

    /** Gives the request its id, before anything else can answer it. */
    public void assign(RoutingContext exchange) {
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
