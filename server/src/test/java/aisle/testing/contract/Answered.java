package aisle.testing.contract;

import java.util.Map;
import java.util.TreeMap;

/**
 * One request and its answer, whichever client sent it.
 *
 * @param path as sent, without the query
 * @param headers of the answer; names in any case
 */
public record Answered(String method, String path, int status, Map<String, String> headers, byte[] body) {
    public Answered {
        Map<String, String> anyCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        anyCase.putAll(headers);
        headers = anyCase;
    }

    /** Such as {@code text/csv}, without parameters; empty when there is none. */
    String mediaType() {
        return bare(headers.getOrDefault("Content-Type", ""));
    }

    static String bare(String mediaType) {
        return mediaType.split(";", 2)[0].strip().toLowerCase(java.util.Locale.ROOT);
    }

    @Override
    public String toString() {
        return method + " " + path + " answered " + status;
    }
}
