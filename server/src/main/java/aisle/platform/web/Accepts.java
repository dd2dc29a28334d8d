package aisle.platform.web;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** What the {@code Accept} header says about errors. */
public final class Accepts {
    private static final Pattern NEVER = Pattern.compile("\\s*[qQ]\\s*=\\s*0(\\.0*)?\\s*");

    private Accepts() {}

    /** Whether errors are to come as RFC 9457 has them. */
    static boolean problems(RoutingContext exchange) {
        return exchange.request().headers().getAll(HttpHeaders.ACCEPT).stream()
                .flatMap(value -> Arrays.stream(value.split(",")))
                .anyMatch(Accepts::isProblem);
    }

    private static boolean isProblem(String range) {
        String[] parts = range.split(";");
        return parts.length > 0
                && parts[0].strip().equalsIgnoreCase(Problem.MEDIA_TYPE)
                && Arrays.stream(parts).noneMatch(part -> NEVER.matcher(part).matches());
    }

    /**
     * A client that accepts nothing but problems says which errors it can read, not that it wants no answer: it gets what
     * an operation has to say as if it had named JSON too.
     */
    public static void alsoJson(HttpServerRequest request) {
        List<String> accepted = request.headers().getAll(HttpHeaders.ACCEPT);
        if (accepted.size() == 1 && accepted.getFirst().strip().equalsIgnoreCase(Problem.MEDIA_TYPE)) {
            request.headers().set(HttpHeaders.ACCEPT, Problem.MEDIA_TYPE + ", application/json");
        }
    }
}
