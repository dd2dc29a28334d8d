package aisle.probes;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The smallest valid request of one operation; method and path come from the OpenAPI document. Names in braces are
 * replaced by {@link World#value}.
 *
 * @param operation operationId
 * @param places values for the variables of the path, in their order
 * @param query such as {@code limit={rows}}, or null
 * @param contentType of the body
 * @param body or null; of a form upload it is the content of the part {@code file}
 * @param given what must be there before
 * @param byStandIn whether the caller is not the same afterwards, so that somebody else of the same rights sends it
 * @param isRefused whether it is about a code or token that only a mail has, so that a refusal is all that it can get
 */
record Probe(
        String operation,
        List<String> places,
        @Nullable String query,
        String contentType,
        @Nullable String body,
        List<String> given,
        boolean byStandIn,
        boolean isRefused) {
    static final String UPLOAD = "multipart/form-data";

    static Probe probe(String operation) {
        return new Probe(operation, List.of(), null, "application/json", null, List.of(), false, false);
    }

    Probe at(String... values) {
        return new Probe(operation, List.of(values), query, contentType, body, given, byStandIn, isRefused);
    }

    Probe query(String text) {
        return new Probe(operation, places, text, contentType, body, given, byStandIn, isRefused);
    }

    Probe json(String text) {
        return body("application/json", text);
    }

    Probe body(String type, String text) {
        return new Probe(operation, places, query, type, text, given, byStandIn, isRefused);
    }

    Probe given(String what) {
        List<String> more = new ArrayList<>(given);
        more.add(what);
        return new Probe(operation, places, query, contentType, body, List.copyOf(more), byStandIn, isRefused);
    }

    Probe byAStandIn() {
        return new Probe(operation, places, query, contentType, body, given, true, isRefused);
    }

    Probe refused() {
        return new Probe(operation, places, query, contentType, body, given, byStandIn, true);
    }
}
