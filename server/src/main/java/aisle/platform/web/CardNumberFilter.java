package aisle.platform.web;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.container.ResourceInfo;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Applies {@link NoCardNumbers}. */
public class CardNumberFilter {
    @ServerRequestFilter
    void refuse(ResourceInfo resource, RoutingContext exchange) {
        if (resource.getResourceMethod() != null
                && resource.getResourceMethod().isAnnotationPresent(NoCardNumbers.class)) {
            Buffer body = exchange.body().buffer();
            if (body != null) {
                CardNumbers.refuse(body.getBytes());
            }
        }
    }
}
