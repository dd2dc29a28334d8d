package aisle.platform.web;

import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * The end of a request: its answer has left, or its client has. When a body turns out too large while it is read, the
 * framework sets an end handler of its own in place of all others; the head of its answer must do then.
 */
final class RequestEnd {
    private static final int PAYLOAD_TOO_LARGE = 413;

    private RequestEnd() {}

    /** Takes a step once, which learns whether the request was answered. */
    static void of(RoutingContext exchange, Consumer<Boolean> step) {
        AtomicBoolean taken = new AtomicBoolean();
        exchange.addEndHandler(end -> {
            if (taken.compareAndSet(false, true)) {
                step.accept(end.succeeded());
            }
        });
        exchange.addHeadersEndHandler(head -> {
            if (exchange.response().getStatusCode() == PAYLOAD_TOO_LARGE && taken.compareAndSet(false, true)) {
                step.accept(true);
            }
        });
    }
}
