package aisle.platform.web;

import aisle.kernel.DomainError;
import aisle.kernel.DomainError.FieldError;
import aisle.kernel.ErrorCode;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Singleton;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Validator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Applies JSON Merge Patch (RFC 7396) to what can be written of a resource: absent members stay, null clears. */
@Singleton
public class MergePatch {
    private final ObjectMapper mapper;
    private final Validator validator;

    MergePatch(ObjectMapper mapper, Validator validator) {
        this.mapper = mapper;
        this.validator = validator;
    }

    /**
     * The record that results when a patch is applied to the current one, validated as if it had been sent whole.
     *
     * @throws DomainError {@link ErrorCode#VALIDATION_ERROR} when a member is unknown or a value not valid
     */
    @SuppressWarnings("unchecked")
    public <T> T apply(T current, JsonNode patch) {
        if (!(patch instanceof ObjectNode)) {
            throw DomainError.of(ErrorCode.MALFORMED_REQUEST, "A merge patch is a JSON object.");
        }
        try {
            JsonNode members = mapper.valueToTree(current);
            mustKnow(members, patch);
            JsonNode merged = merge(members, patch);
            T result = (T) mapper.treeToValue(merged, current.getClass());
            Set<ConstraintViolation<T>> violations = validator.validate(result);
            if (!violations.isEmpty()) {
                throw FieldErrors.of(new ConstraintViolationException(violations));
            }
            return result;
        } catch (JsonProcessingException e) {
            throw FieldErrors.of(e);
        }
    }

    /** A null removes its member before the record could notice that it knows none of this name. */
    private static void mustKnow(JsonNode members, JsonNode patch) {
        List<FieldError> unknown = patch.properties().stream()
                .map(Map.Entry::getKey)
                .filter(name -> !members.has(name))
                .map(name -> new FieldError(FieldErrors.visible(name), "unknown", "There is no such member here."))
                .toList();
        if (!unknown.isEmpty()) {
            throw DomainError.invalid(unknown);
        }
    }

    private static JsonNode merge(JsonNode target, JsonNode patch) {
        if (!(patch instanceof ObjectNode changes)) {
            return patch;
        }
        ObjectNode result = target instanceof ObjectNode object ? object : changes.objectNode();
        for (Map.Entry<String, JsonNode> change : changes.properties()) {
            if (change.getValue().isNull()) {
                result.remove(change.getKey());
            } else {
                result.set(change.getKey(), merge(result.path(change.getKey()), change.getValue()));
            }
        }
        return result;
    }
}
