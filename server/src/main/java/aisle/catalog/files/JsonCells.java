package aisle.catalog.files;

import aisle.kernel.DomainError;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads cells that hold JSON, as strictly as bodies of requests are read. */
final class JsonCells {
    private final ObjectMapper mapper;

    JsonCells(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    /** The value in a cell, or null when it is none; then {@code problem} is told why. */
    <T> @Nullable T read(String text, TypeReference<T> type, Consumer<String> problem) {
        boolean isList = type.getType().getTypeName().startsWith("java.util.List");
        String form = isList ? "must be a JSON list" : "must be a JSON object";
        if (text.isEmpty() || text.charAt(0) != (isList ? '[' : '{')) {
            problem.accept(form);
            return null;
        }
        try {
            // The strict parser is the one that reads streams of characters.
            return mapper.readerFor(type)
                    .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .readValue(new StringReader(text));
        } catch (JsonProcessingException e) {
            problem.accept(reason(e, form));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (DomainError e) {
            problem.accept(reason(e));
        }
        return null;
    }

    private static String reason(JsonProcessingException error, String form) {
        if (error.getCause() instanceof DomainError refusal) {
            return reason(refusal);
        }
        if (error instanceof MismatchedInputException mismatch
                && mismatch.getPath().isEmpty()) {
            return form;
        }
        if (error instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()) {
            String message = mapping.getOriginalMessage();
            int must = message.indexOf("must ");
            return "has a wrong “" + mapping.getPath().getLast().getFieldName() + "”"
                    + (must < 0 ? "" : ": " + message.substring(must));
        }
        return "is no valid JSON";
    }

    private static String reason(DomainError refusal) {
        return refusal.details().get("fields") instanceof List<?> fields
                        && fields.getFirst() instanceof DomainError.FieldError field
                ? field.message()
                : String.valueOf(refusal.getMessage());
    }
}
