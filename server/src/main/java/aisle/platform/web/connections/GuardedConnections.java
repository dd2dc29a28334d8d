package aisle.platform.web.connections;

import io.quarkus.vertx.http.runtime.VertxHttpRecorder;
import io.vertx.core.impl.VertxBuilder;
import io.vertx.core.spi.VertxServiceProvider;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Has Vert.x guard the connections of its servers, when it starts. Requests that cannot be decoded go the way of all
 * others, whose first station refuses them.
 */
public class GuardedConnections implements VertxServiceProvider {
    @Override
    public void init(VertxBuilder builder) {
        builder.findTransport(new GuardedTransport(
                ConnectionLimits.of(ConfigProvider.getConfig()),
                request -> VertxHttpRecorder.getRootHandler().handle(request)));
    }
}
