package aisle.platform.web.docs;

import aisle.kernel.ErrorCode;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is said about one area of the API beside what the code says by itself: a file of {@code openapi/}.
 *
 * @param tag the tag of its resources
 * @param description for people who look for an operation
 * @param parameters what a parameter means, by its name, wherever its operation does not say so itself
 * @param operations by operation id
 * @param examples JSON by name; an operation says which of them it takes and answers
 * @param schemas what a shape means, {@code Store}, or one of its members, {@code Store.delivers}
 */
record Area(
        String tag,
        String description,
        Map<String, String> parameters,
        Map<String, OperationText> operations,
        Map<String, Object> examples,
        Map<String, String> schemas) {

    Area {
        parameters = Objects.requireNonNullElse(parameters, Map.of());
        operations = Objects.requireNonNullElse(operations, Map.of());
        examples = Objects.requireNonNullElse(examples, Map.of());
        schemas = Objects.requireNonNullElse(schemas, Map.of());
    }

    /** What an {@code Idempotency-Key} does to an operation that writes. */
    enum Key {
        /** A repeated request gets the first answer. */
        HONOURED,
        /** The operation does not look at it. */
        IGNORED
    }

    /**
     * An operation.
     *
     * @param description what it does, for whom, what happens when many do so at once
     * @param request the name of an example
     * @param answer the name of an example of what it answers when it succeeds; null when that is nothing
     * @param answers such names by status, where one does not do
     * @param refuses its own error codes, beside those that any operation may answer
     * @param idempotencyKey honoured when nothing is said
     */
    record OperationText(
            String description,
            @Nullable String request,
            @Nullable String answer,
            Map<String, String> answers,
            List<ErrorCode> refuses,
            Key idempotencyKey) {
        OperationText {
            answers = Objects.requireNonNullElse(answers, Map.of());
            refuses = Objects.requireNonNullElse(refuses, List.of());
            idempotencyKey = Objects.requireNonNullElse(idempotencyKey, Key.HONOURED);
        }
    }
}
