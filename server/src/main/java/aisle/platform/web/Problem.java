package aisle.platform.web;

import aisle.kernel.ErrorCode;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An error as RFC 9457 has it, for clients that accept {@code application/problem+json}; its last three members say what
 * the envelope says too.
 *
 * @param type the page that explains the code, relative to this server
 * @param title the code in words, the same for each error of this code
 * @param status the HTTP status
 * @param detail a sentence about this very error
 * @param instance the path that was asked for; empty when the request named none
 */
record Problem(
        String type,
        String title,
        int status,
        String detail,
        String instance,
        String code,
        Map<String, Object> details,
        String requestId) {
    static final String MEDIA_TYPE = "application/problem+json";
    private static final String PAGE = "/docs/errors#";

    static Problem of(
            ErrorCode code, String detail, Map<String, Object> details, @Nullable String path, String requestId) {
        return new Problem(
                PAGE + code.name(),
                title(code),
                code.status(),
                detail,
                path == null ? "" : path,
                code.name(),
                details,
                requestId);
    }

    private static String title(ErrorCode code) {
        String words = code.name().replace('_', ' ').toLowerCase(Locale.ROOT);
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }
}
