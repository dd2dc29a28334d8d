package aisle.platform.web;

import aisle.platform.time.Ids;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The trace that a request belongs to, by W3C Trace Context: the one that {@code traceparent} names, or a new one when
 * there is none or it cannot be read. Lines of the log carry it; an answer does not, since the standard has no header
 * for that.
 */
@Singleton
public class Traces {
    private static final String HEADER = "traceparent";
    private static final String ATTRIBUTE = "aisle.trace_id";

    /** Version, trace, parent, flags; what a later version adds stands behind another dash. */
    private static final Pattern FORM = Pattern.compile(
            "(?<version>[0-9a-f]{2})-(?<trace>[0-9a-f]{32})-(?<parent>[0-9a-f]{16})-[0-9a-f]{2}(?<more>-.*)?");

    private static final String FIRST_VERSION = "00";
    private static final String NO_VERSION = "ff";
    private static final String NO_TRACE = "0".repeat(32);
    private static final String NO_PARENT = "0".repeat(16);

    private final Ids ids;

    Traces(Ids ids) {
        this.ids = ids;
    }

    /** Finds or begins the request's trace. */
    public void assign(RoutingContext exchange) {
        List<String> offered = exchange.request().headers().getAll(HEADER);
        exchange.put(ATTRIBUTE, traceOf(offered));
    }

    private String traceOf(List<String> offered) {
        if (offered.size() == 1) {
            Matcher form = FORM.matcher(offered.getFirst());
            if (form.matches() && isValid(form)) {
                return form.group("trace");
            }
        }
        return ids.next().toString().replace("-", "");
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
