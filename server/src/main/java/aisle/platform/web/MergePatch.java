package aisle.platform.web;

import aisle.kernel.DomainError;
import aisle.kernel.ErrorCode;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Singleton;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Validator;
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
            JsonNode merged = merge(mapper.valueToTree(current), patch);
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

    private static JsonNode merge(JsonNode target, JsonNode patch) {
        if (!(patch instanceof ObjectNode changes)) {
            return patch;
        }
        ObjectNode result = target instanceof ObjectNode object ? object : changes.objectNode();
        for (Map.Entry<String, JsonNode> change : changes.properties()) {
            if (change.getValue().isNull()) {
                result.remove(change.getKey());
                if (!target.has(change.getKey())) {
                    result.putNull(change.getKey());
                }
            } else {
                result.set(change.getKey(), merge(result.path(change.getKey()), change.getValue()));
            }
        }
        return result;
    }
}
