package aisle.platform.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import jakarta.inject.Singleton;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes and reads JSON as the API does, for what is stored: answers, events, snapshots. */
@Singleton
public class Json {
    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

    private final ObjectMapper mapper;
    private final ObjectMapper canonical;

    Json(ObjectMapper mapper) {
        this.mapper = mapper;
        this.canonical = mapper.copy().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);
    }

    public String write(Object value) {
        try {
            return mapper.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write " + value.getClass().getName(), e);
        }
    }

    /** Reads what {@link #write} wrote; other text is a bug. */
    public <T> T read(String text, Class<T> type) {
        try {
            return mapper.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot read " + type.getName(), e);
        }
    }

    /** As {@link #read(String, Class)}, for generic types. */
    public <T> T read(String text, TypeReference<T> type) {
        try {
            return mapper.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot read " + type.getType(), e);
        }
    }

    public Map<String, Object> readObject(String text) {
        try {
            return mapper.readValue(text, OBJECT);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("not a JSON object", e);
        }
    }

    /** The bytes of a value with its members in one order, so that formatting does not matter. */
    public byte[] canonical(@Nullable Object value) {
        try {
            return canonical.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write a value", e);
        }
    }
}
