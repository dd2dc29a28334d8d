package archfixtures.shelf;

import io.vertx.ext.web.RoutingContext;

/** A business class that knows HTTP. */
public class ShelfLabel {
    String text(RoutingContext exchange) {
        return exchange.normalizedPath();
    }
}
