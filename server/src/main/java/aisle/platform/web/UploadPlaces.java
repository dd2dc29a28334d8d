package aisle.platform.web;

import aisle.kernel.DomainError;
import aisle.kernel.ErrorCode;
import aisle.platform.config.AisleConfig;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.MediaType;
import java.lang.reflect.Method;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * How many files come in at once. Each goes to disk and holds a thread for as long as its sender takes, so a few slow ones
 * must not use up either. A place is given when it is known that the caller may upload, and before the file is read.
 */
@ApplicationScoped // filters are made before the configuration can be read: they hold a proxy
public class UploadPlaces {
    private final Semaphore places;
    private final Counter refused;

    UploadPlaces(AisleConfig config, MeterRegistry metrics) {
        this.places = new Semaphore(config.maxUploads());
        this.refused = Counter.builder("requests_rejected")
                .description("Requests refused because there was no room for them")
                .tag("reason", "uploads")
                .register(metrics);
    }

    @ServerRequestFilter
    void take(ResourceInfo resource, RoutingContext exchange) {
        Method method = resource.getResourceMethod();
        Consumes consumes = method == null ? null : method.getAnnotation(Consumes.class);
        if (consumes == null || !List.of(consumes.value()).contains(MediaType.MULTIPART_FORM_DATA)) {
            return;
        }
        if (!places.tryAcquire()) {
            refused.increment();
            throw DomainError.of(ErrorCode.SERVER_BUSY, "Too many files are coming in right now. Try again shortly.");
        }
        RequestEnd.of(exchange, answered -> places.release());
    }
}
