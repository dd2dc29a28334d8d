package aisle.platform.web;

import aisle.kernel.DomainError;
import aisle.kernel.ErrorCode;
import aisle.kernel.Id;
import aisle.platform.json.IdText;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.ext.ParamConverter;
import jakarta.ws.rs.ext.ParamConverterProvider;
import jakarta.ws.rs.ext.Provider;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads typed ids in paths and queries. In a path a text that is no UUID names nothing, so it is the resource's 404; in a
 * query it is a field error.
 */
@Provider
public class IdParams implements ParamConverterProvider {
    @Override
    public <T> @Nullable ParamConverter<T> getConverter(Class<T> type, Type generic, Annotation[] annotations) {
        if (!Id.class.isAssignableFrom(type)) {
            return null;
        }
        boolean inPath = false;
        for (Annotation annotation : annotations) {
            inPath |= annotation instanceof PathParam;
        }
        Class<? extends Id> idType = type.asSubclass(Id.class);
        @SuppressWarnings("unchecked")
        ParamConverter<T> converter = (ParamConverter<T>) new IdConverter(idType, inPath);
        return converter;
    }

    private record IdConverter(Class<? extends Id> type, boolean inPath) implements ParamConverter<Id> {
        @Override
        public Id fromString(String text) {
            UUID value = IdText.parse(text);
            if (value != null) {
                return IdText.make(type, value);
            }
            String noun = words(type);
            if (inPath) {
                throw DomainError.of(
                        ErrorCode.valueOf(noun.toUpperCase(Locale.ROOT) + "_NOT_FOUND"),
                        "There is no " + noun.replace('_', ' ') + " with this id.");
            }
            throw DomainError.invalid(noun + "_id", "invalid", "must be a UUID");
        }

        @Override
        public String toString(Id id) {
            return id.value().toString();
        }

        /** {@code CartLineId} → {@code cart_line}. */
        private static String words(Class<?> type) {
            String name = type.getSimpleName();
            return name.substring(0, name.length() - "Id".length())
                    .replaceAll("(?<=[a-z])(?=[A-Z])", "_")
                    .toLowerCase(Locale.ROOT);
        }
    }
}
