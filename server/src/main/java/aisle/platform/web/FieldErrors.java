package aisle.platform.web;

import aisle.kernel.DomainError;
import aisle.kernel.DomainError.FieldError;
import aisle.kernel.ErrorCode;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Names the wrong fields of a request as the client wrote them. */
public final class FieldErrors {
    private static final PropertyNamingStrategies.SnakeCaseStrategy SNAKE_CASE =
            new PropertyNamingStrategies.SnakeCaseStrategy();

    private static final Map<String, String> CODES = Map.ofEntries(
            Map.entry("NotNull", "required"),
            Map.entry("NotBlank", "required"),
            Map.entry("NotEmpty", "required"),
            Map.entry("Size", "length"),
            Map.entry("PasswordLength", "length"),
            Map.entry("UncommonPassword", "common"),
            Map.entry("Min", "out_of_range"),
            Map.entry("Max", "out_of_range"),
            Map.entry("Positive", "out_of_range"),
            Map.entry("PositiveOrZero", "out_of_range"),
            Map.entry("PositiveQuantity", "out_of_range"),
            Map.entry("Email", "invalid_email"));

    private FieldErrors() {}

    static DomainError of(ConstraintViolationException error) {
        return DomainError.invalid(of(error.getConstraintViolations()));
    }

    /** What is wrong with a value that was checked against the rules on its type. */
    public static List<FieldError> of(Set<? extends ConstraintViolation<?>> violations) {
        return violations.stream()
                .map(FieldErrors::field)
                .sorted(Comparator.comparing(FieldError::field).thenComparing(FieldError::code))
                .toList();
    }

    private static FieldError field(ConstraintViolation<?> violation) {
        String constraint = violation
                .getConstraintDescriptor()
                .getAnnotation()
                .annotationType()
                .getSimpleName();
        return new FieldError(
                path(violation.getPropertyPath()), CODES.getOrDefault(constraint, "invalid"), violation.getMessage());
    }

    /** The method and its parameter come first in the path; a body's member or a query parameter is what matters. */
    private static String path(Path path) {
        StringBuilder text = new StringBuilder();
        List<String> parameters = new ArrayList<>();
        for (Path.Node node : path) {
            if (node.getKind() == ElementKind.METHOD || node.getKind() == ElementKind.CONSTRUCTOR) {
                continue;
            }
            if (node.getKind() == ElementKind.PARAMETER) {
                parameters.add(node.getName());
                continue;
            }
            if (node.isInIterable() && node.getIndex() != null) {
                text.append('[').append(node.getIndex()).append(']');
            }
            if (node.getName() != null && node.getKind() == ElementKind.PROPERTY) {
                text.append(text.isEmpty() ? "" : ".").append(SNAKE_CASE.translate(node.getName()));
            }
        }
        return text.isEmpty() && !parameters.isEmpty() ? SNAKE_CASE.translate(parameters.getLast()) : text.toString();
    }

    static DomainError of(JsonProcessingException error) {
        if (error.getCause() instanceof DomainError refusal) {
            return refusal;
        }
        return switch (error) {
            case UnrecognizedPropertyException unknown ->
                DomainError.invalid(path(unknown), "unknown", "There is no such member here.");
            case InvalidFormatException format -> DomainError.invalid(path(format), "invalid", expectation(format));
            case MismatchedInputException mismatch
            when !mismatch.getPath().isEmpty() -> DomainError.invalid(path(mismatch), "invalid", expectation(mismatch));
            case JsonMappingException mapping
            when !mapping.getPath().isEmpty() ->
                DomainError.invalid(path(mapping), "invalid", "This value cannot be read.");
            default -> DomainError.of(ErrorCode.MALFORMED_REQUEST, "The body is not valid JSON for this operation.");
        };
    }

    private static String expectation(MismatchedInputException error) {
        Class<?> target = error.getTargetType();
        if (target != null && target.isEnum()) {
            List<String> names = new ArrayList<>();
            for (Object constant : target.getEnumConstants()) {
                names.add(((Enum<?>) constant).name());
            }
            return "must be one of " + String.join(", ", names);
        }
        String reason = error.getOriginalMessage();
        int must = reason.indexOf("must ");
        return must >= 0 ? reason.substring(must) : "This value has the wrong type.";
    }

    private static String path(JsonMappingException error) {
        StringBuilder text = new StringBuilder();
        for (JsonMappingException.Reference step : error.getPath()) {
            if (step.getFieldName() != null) {
                text.append(text.isEmpty() ? "" : ".").append(visible(step.getFieldName()));
            } else {
                text.append('[').append(step.getIndex()).append(']');
            }
        }
        return text.toString();
    }

    /** A member may be named by blanks, or by nothing. */
    static String visible(String name) {
        return name.isBlank() ? '"' + name + '"' : name;
    }
}
