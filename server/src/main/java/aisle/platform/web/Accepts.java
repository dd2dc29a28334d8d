package aisle.platform.web;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the {@code Accept} header says about errors. */
public final class Accepts {
    private static final Pattern NEVER = Pattern.compile("\\s*[qQ]\\s*=\\s*0(\\.0*)?\\s*");

    private Accepts() {}

    /** Whether errors are to come as RFC 9457 has them. */
    static boolean problems(RoutingContext exchange) {
        return ranges(exchange.request()).anyMatch(Accepts::isProblem);
    }

    private static Stream<String> ranges(HttpServerRequest request) {
        return request.headers().getAll(HttpHeaders.ACCEPT).stream().flatMap(value -> Arrays.stream(value.split(",")));
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
        boolean named = request.headers().contains(HttpHeaders.ACCEPT);
        if (named && ranges(request).allMatch(Accepts::isProblem)) {
            request.headers().set(HttpHeaders.ACCEPT, Problem.MEDIA_TYPE + ", application/json");
        }
    }
}
