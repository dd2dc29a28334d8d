package aisle.platform.web;

import aisle.kernel.DomainError;
import aisle.platform.json.MoneyInput;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.ext.ParamConverter;
import jakarta.ws.rs.ext.ParamConverterProvider;
import jakarta.ws.rs.ext.Provider;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads numbers, booleans and names in queries strictly. Left alone, the framework takes {@code active=maybe} for false,
 * and answers 404 to {@code limit=many}; here both are field errors.
 */
@Provider
public class QueryValues implements ParamConverterProvider {
    @Override
    @SuppressWarnings("unchecked")
    public <T> @Nullable ParamConverter<T> getConverter(Class<T> type, Type generic, Annotation[] annotations) {
        for (Annotation annotation : annotations) {
            if (annotation instanceof QueryParam query) {
                return (ParamConverter<T>) converter(type, query.value());
            }
        }
        return null;
    }

    private static @Nullable ParamConverter<?> converter(Class<?> type, String name) {
        if (type == int.class || type == Integer.class) {
            return new Strict<>(name, "must be a whole number", QueryValues::number);
        }
        if (type == boolean.class || type == Boolean.class) {
            return new Strict<>(name, "must be true or false", QueryValues::truth);
        }
        if (type == BigDecimal.class) {
            return new Strict<>(name, "must be a number such as 9.90", MoneyInput::parse);
        }
        if (type.isEnum()) {
            Object[] constants = type.getEnumConstants();
            String names = Arrays.stream(constants).map(QueryValues::name).collect(Collectors.joining(", "));
            return new Strict<>(name, "must be one of " + names, text -> constant(constants, text));
        }
        return null;
    }

    private static @Nullable Integer number(String text) {
        try {
            return Integer.valueOf(text);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static @Nullable Boolean truth(String text) {
        return switch (text) {
            case "true" -> Boolean.TRUE;
            case "false" -> Boolean.FALSE;
            default -> null;
        };
    }

    private static @Nullable Object constant(Object[] constants, String text) {
        return Arrays.stream(constants)
                .filter(constant -> name(constant).equals(text))
                .findFirst()
                .orElse(null);
    }

    private static String name(Object constant) {
        return ((Enum<?>) constant).name();
    }

    /** @param reading answers null for a text that it cannot read */
    private record Strict<T>(String name, String message, Function<String, @Nullable T> reading)
            implements ParamConverter<T> {
        @Override
        public T fromString(String text) {
            T value = reading.apply(text);
            if (value == null) {
                throw DomainError.invalid(name, "invalid", message);
            }
            return value;
        }

        @Override
        public String toString(T value) {
            return value.toString();
        }
    }
}
