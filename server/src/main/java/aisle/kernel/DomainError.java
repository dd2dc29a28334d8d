package aisle.kernel;

import java.util.List;
import java.util.Map;

/** A refusal that the caller can understand: a stable code, a sentence, and the facts behind it. Never a bug or an outage. */
public final class DomainError extends RuntimeException {
    private final ErrorCode code;
    private final transient Map<String, Object> details;

    public DomainError(ErrorCode code, String message, Map<String, Object> details) {
        super(message, null, false, false);
        this.code = code;
        this.details = Map.copyOf(details);
    }

    public static DomainError of(ErrorCode code, String message) {
        return new DomainError(code, message, Map.of());
    }

    /** One invalid field; {@code field} is the path as the client wrote it, such as {@code items[2].quantity}. */
    public static DomainError invalid(String field, String problem, String message) {
        return invalid(List.of(new FieldError(field, problem, message)));
    }

    public static DomainError invalid(List<FieldError> fields) {
        String names = String.join(
                ", ", fields.stream().map(FieldError::field).distinct().toList());
        return new DomainError(ErrorCode.VALIDATION_ERROR, "Not valid: " + names + ".", Map.of("fields", fields));
    }

    public ErrorCode code() {
        return code;
    }

    public Map<String, Object> details() {
        return details;
    }

    /**
     * What is wrong with one member of a request.
     *
     * @param field path of the member as the client wrote it, as far as anybody reads it
     * @param code stable name of the problem, such as {@code required} or {@code too_long}
     * @param message a sentence for people
     */
    public record FieldError(String field, String code, String message) {
        private static final int LONGEST = 200;

        /** A client may name a member by a megabyte, which nobody wants back. */
        public FieldError {
            if (field.length() > LONGEST) {
                int end = Character.isHighSurrogate(field.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
                field = field.substring(0, end) + "…";
            }
        }
    }
}
