package aisle.cli;

import aisle.kernel.DomainError;
import java.util.List;
import java.util.stream.Collectors;

/** Refusals of the features, as one sentence for a terminal. */
final class Refusals {
    private Refusals() {}

    static String sentence(DomainError error) {
        if (!(error.details().get("fields") instanceof List<?> fields)) {
            return String.valueOf(error.getMessage());
        }
        return fields.stream()
                .filter(DomainError.FieldError.class::isInstance)
                .map(DomainError.FieldError.class::cast)
                .map(field -> field.field() + ": " + field.message())
                .collect(Collectors.joining(" "));
    }
}
