package aisle.platform.web;

import aisle.platform.observability.Tracing;
import aisle.platform.time.Ids;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.smallrye.common.vertx.ContextLocals;
import io.smallrye.common.vertx.VertxContext;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The trace that a request belongs to, by W3C Trace Context: the one that {@code traceparent} names, or a new one when
 * there is none or it cannot be read. Lines of the log carry it; an answer does not, since the standard has no header
 * for that. Where spans are collected, the request gets one of its own in that trace.
 */
@Singleton
public class Traces {
    private static final String HEADER = "traceparent";
    private static final String ATTRIBUTE = "aisle.trace_id";
    private static final String SPAN = "aisle.span";

    /** Version, trace, parent, flags; what a later version adds stands behind another dash. */
    private static final Pattern FORM = Pattern.compile(
            "(?<version>[0-9a-f]{2})-(?<trace>[0-9a-f]{32})-(?<parent>[0-9a-f]{16})-(?<flags>[0-9a-f]{2})(?<more>-.*)?");

    private static final String FIRST_VERSION = "00";
    private static final String NO_VERSION = "ff";
    private static final String NO_TRACE = "0".repeat(32);
    private static final String NO_PARENT = "0".repeat(16);

    private final Ids ids;
    private final Tracing tracing;

    Traces(Ids ids, Tracing tracing) {
        this.ids = ids;
        this.tracing = tracing;
    }

    /** Finds or begins the request's trace. */
    public void assign(RoutingContext exchange) {
        SpanContext parent = parentOf(exchange.request().headers().getAll(HEADER));
        Span span = Watchers.asks(exchange) ? null : tracing.beginRequest(parent, RequestIds.of(exchange));
        if (span != null) {
            exchange.put(SPAN, span);
            if (VertxContext.isOnDuplicatedContext()) {
                ContextLocals.put(SPAN, span);
            }
            exchange.put(ATTRIBUTE, span.getSpanContext().getTraceId());
        } else {
            exchange.put(ATTRIBUTE, parent == null ? ids.next().toString().replace("-", "") : parent.getTraceId());
        }
    }

    private static @Nullable SpanContext parentOf(List<String> offered) {
        if (offered.size() == 1) {
            Matcher form = FORM.matcher(offered.getFirst());
            if (form.matches() && isValid(form)) {
                return SpanContext.createFromRemoteParent(
                        form.group("trace"),
                        form.group("parent"),
                        TraceFlags.fromHex(form.group("flags"), 0),
                        TraceState.getDefault());
            }
        }
        return null;
    }

    /** The span of the request that is worked on; null when there is none. */
    static @Nullable Span span() {
        return VertxContext.isOnDuplicatedContext() ? ContextLocals.<Span>get(SPAN, null) : null;
    }

    /** Ends the request's span, if it has one. */
    void end(RoutingContext exchange, int status) {
        Span span = exchange.get(SPAN);
        if (span != null) {
            tracing.endRequest(span, exchange.request().method().name(), Routes.of(exchange), status);
        }
    }

    private static boolean isValid(Matcher form) {
        String version = form.group("version");
        return !version.equals(NO_VERSION)
                && (!version.equals(FIRST_VERSION) || form.group("more") == null)
                && !form.group("trace").equals(NO_TRACE)
                && !form.group("parent").equals(NO_PARENT);
    }

    public static String of(RoutingContext exchange) {
        String id = exchange.get(ATTRIBUTE);
        return id == null ? "unknown" : id;
    }
}
