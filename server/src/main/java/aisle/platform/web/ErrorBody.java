package aisle.platform.web;

import aisle.kernel.ErrorCode;
import java.util.Map;

/** The envelope of an error. */
public record ErrorBody(Facts error) {
    /**
     * @param code stable, see {@link ErrorCode}
     * @param message a sentence for people
     * @param statusCode the HTTP status
     * @param details facts for programs, such as {@code fields} or {@code items}
     * @param requestId what to quote when asking for help
     */
    public record Facts(String code, String message, int statusCode, Map<String, Object> details, String requestId) {}

    static ErrorBody of(ErrorCode code, String message, Map<String, Object> details, String requestId) {
        return new ErrorBody(new Facts(code.name(), message, code.status(), details, requestId));
    }
}
