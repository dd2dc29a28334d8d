package aisle.platform.web;

import aisle.kernel.DomainError;
import aisle.kernel.ErrorCode;
import aisle.kernel.Id;
import aisle.kernel.Quantity;
import aisle.platform.json.IdText;
import aisle.platform.json.MoneyInput;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.ext.ParamConverter;
import jakarta.ws.rs.ext.ParamConverterProvider;
import jakarta.ws.rs.ext.Provider;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads the values of paths and queries. An id in a path that is no UUID names nothing, so it is the resource's 404; a
 * wrong value of a query parameter is a field error that names the parameter.
 */
@Provider
public class Parameters implements ParamConverterProvider {
    private static final Pattern WHOLE_NUMBER = Pattern.compile("-?[0-9]{1,10}");

    @Override
    public <T> @Nullable ParamConverter<T> getConverter(Class<T> type, Type generic, Annotation[] annotations) {
        Reading<?> reading = reading(type);
        if (reading == null) {
            return null;
        }
        String query = null;
        boolean inPath = false;
        for (Annotation annotation : annotations) {
            query = annotation instanceof QueryParam named ? named.value() : query;
            inPath |= annotation instanceof PathParam;
        }
        if (!inPath && query == null) {
            return null;
        }
        @SuppressWarnings("unchecked")
        Reading<T> typed = (Reading<T>) reading;
        return new Converter<>(type, typed, inPath ? null : query);
    }

    /** How a type is read; {@code read} answers null, or throws one of Java's parsing exceptions, for a wrong text. */
    private record Reading<T>(Function<String, @Nullable T> read, String expectation) {}

    private static @Nullable Reading<?> reading(Class<?> type) {
        if (Id.class.isAssignableFrom(type)) {
            return new Reading<>(text -> id(type.asSubclass(Id.class), text), "must be a UUID");
        }
        if (type == UUID.class) {
            return new Reading<>(IdText::parse, "must be a UUID");
        }
        if (type.isEnum()) {
            Enum<?>[] constants = (Enum<?>[]) type.getEnumConstants();
            String names = Arrays.stream(constants).map(Enum::name).collect(Collectors.joining(", "));
            return new Reading<>(text -> constant(constants, text), "must be one of " + names);
        }
        if (type == int.class || type == Integer.class) {
            return new Reading<>(Parameters::wholeNumber, "must be a whole number");
        }
        if (type == boolean.class || type == Boolean.class) {
            return new Reading<>(Parameters::bool, "must be true or false");
        }
        if (type == BigDecimal.class) {
            return new Reading<>(MoneyInput::parse, "must be a number such as 9.90");
        }
        if (type == Quantity.class) {
            return new Reading<>(Parameters::quantity, "must be a number with at most three decimals");
        }
        if (type == Instant.class) {
            return new Reading<>(Instant::parse, "must be a time such as 2026-03-29T08:00:00Z");
        }
        if (type == LocalDate.class) {
            return new Reading<>(LocalDate::parse, "must be a date such as 2026-03-29");
        }
        return null;
    }

    private static @Nullable Id id(Class<? extends Id> type, String text) {
        UUID value = IdText.parse(text);
        return value == null ? null : IdText.make(type, value);
    }

    private static @Nullable Enum<?> constant(Enum<?>[] constants, String text) {
        return Arrays.stream(constants)
                .filter(constant -> constant.name().equals(text))
                .findFirst()
                .orElse(null);
    }

    /** The digits 0 to 9 only: Java would also take those of other scripts, and a plus. */
    private static @Nullable Integer wholeNumber(String text) {
        return WHOLE_NUMBER.matcher(text).matches() ? Integer.valueOf(text) : null;
    }

    private static @Nullable Quantity quantity(String text) {
        BigDecimal value = MoneyInput.parse(text);
        return value == null || value.stripTrailingZeros().scale() > Quantity.SCALE ? null : new Quantity(value);
    }

    private static @Nullable Boolean bool(String text) {
        return switch (text) {
            case "true" -> Boolean.TRUE;
            case "false" -> Boolean.FALSE;
            default -> null;
        };
    }

    /** @param query the name of the query parameter; null for a part of the path */
    private record Converter<T>(
            Class<T> type, Reading<T> reading, @Nullable String query) implements ParamConverter<T> {
        @Override
        public T fromString(String text) {
            T value;
            try {
                value = reading.read().apply(text);
            } catch (NumberFormatException | DateTimeException e) {
                value = null;
            }
            if (value == null) {
                throw query == null ? notFound() : DomainError.invalid(query, "invalid", reading.expectation());
            }
            return value;
        }

        /** {@code CartLineId} → {@code CART_LINE_NOT_FOUND}. */
        private DomainError notFound() {
            if (!Id.class.isAssignableFrom(type)) {
                return DomainError.of(ErrorCode.NOT_FOUND, "There is nothing at this address.");
            }
            String name = type.getSimpleName();
            String noun = name.substring(0, name.length() - "Id".length())
                    .replaceAll("(?<=[a-z])(?=[A-Z])", " ")
                    .toLowerCase(Locale.ROOT);
            return DomainError.of(
                    ErrorCode.valueOf(noun.replace(' ', '_').toUpperCase(Locale.ROOT) + "_NOT_FOUND"),
                    "There is no " + noun + " with this id.");
        }

        @Override
        public String toString(T value) {
            return value instanceof Id id ? id.value().toString() : String.valueOf(value);
        }
    }
}
