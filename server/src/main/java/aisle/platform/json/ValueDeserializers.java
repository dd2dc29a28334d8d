package aisle.platform.json;

import aisle.kernel.Id;
import aisle.kernel.Money;
import aisle.kernel.Quantity;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.module.SimpleDeserializers;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.Currency;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads typed ids, quantities and money. */
final class ValueDeserializers extends SimpleDeserializers {
    ValueDeserializers() {
        addDeserializer(Quantity.class, new QuantityDeserializer());
        addDeserializer(MoneyInput.class, new MoneyInputDeserializer());
        addDeserializer(Money.class, new MoneyDeserializer());
        addDeserializer(Currency.class, new TextDeserializer<>(Currency.class, Currencies::parse, Currencies.EXPECTED));
        addDeserializer(
                ZoneId.class,
                new TextDeserializer<>(
                        ZoneId.class, ValueDeserializers::zone, "must be a time zone such as Europe/Lisbon"));
    }

    @Override
    public @Nullable JsonDeserializer<?> findBeanDeserializer(
            JavaType type, DeserializationConfig config, BeanDescription description) throws JsonMappingException {
        return Id.class.isAssignableFrom(type.getRawClass())
                ? new IdDeserializer(type.getRawClass())
                : super.findBeanDeserializer(type, config, description);
    }

    private static final class IdDeserializer extends StdDeserializer<Id> {
        IdDeserializer(Class<?> type) {
            super(type);
        }

        @Override
        public Id deserialize(JsonParser in, DeserializationContext context) throws IOException {
            String text = in.currentToken() == JsonToken.VALUE_STRING ? in.getText() : null;
            UUID value = text == null ? null : IdText.parse(text);
            if (value == null) {
                return (Id) context.handleWeirdStringValue(
                        handledType(), text == null ? in.currentToken().name() : text, "must be a UUID");
            }
            return IdText.make(handledType().asSubclass(Id.class), value);
        }
    }

    /** A zone with rules: an offset alone would know no summer time. */
    private static @Nullable ZoneId zone(String text) {
        return ZoneId.getAvailableZoneIds().contains(text) ? ZoneId.of(text) : null;
    }

    /** Reads a value that is written as a text; the function answers null for a text that is none. */
    private static final class TextDeserializer<T> extends StdDeserializer<T> {
        private final transient Function<String, @Nullable T> parse;
        private final String expectation;

        TextDeserializer(Class<T> type, Function<String, @Nullable T> parse, String expectation) {
            super(type);
            this.parse = parse;
            this.expectation = expectation;
        }

        @Override
        @SuppressWarnings("unchecked")
        public T deserialize(JsonParser in, DeserializationContext context) throws IOException {
            String text = in.currentToken() == JsonToken.VALUE_STRING ? in.getText() : null;
            T value = text == null ? null : parse.apply(text);
            return value == null
                    ? (T) context.handleWeirdStringValue(
                            handledType(), text == null ? in.currentToken().name() : text, expectation)
                    : value;
        }
    }

    private static final class QuantityDeserializer extends StdDeserializer<Quantity> {
        QuantityDeserializer() {
            super(Quantity.class);
        }

        @Override
        public Quantity deserialize(JsonParser in, DeserializationContext context) throws IOException {
            if (!in.currentToken().isNumeric()) {
                return (Quantity) context.handleUnexpectedToken(Quantity.class, in);
            }
            BigDecimal value = in.getDecimalValue();
            if (!isStorable(value, Quantity.SCALE) || value.abs().compareTo(Quantity.MAX.value()) > 0) {
                return (Quantity) context.handleWeirdNumberValue(
                        Quantity.class, value, "must have at most 3 decimals and lie within ±999999999");
            }
            return new Quantity(value);
        }
    }

    private static final class MoneyInputDeserializer extends StdDeserializer<MoneyInput> {
        MoneyInputDeserializer() {
            super(MoneyInput.class);
        }

        @Override
        public MoneyInput deserialize(JsonParser in, DeserializationContext context) throws IOException {
            if (in.currentToken() != JsonToken.START_OBJECT) {
                return new MoneyInput(amount(in, context), null);
            }
            BigDecimal amount = null;
            String currency = null;
            while (in.nextToken() != JsonToken.END_OBJECT) {
                String member = in.currentName();
                in.nextToken();
                switch (member) {
                    case "amount" -> amount = amount(in, context);
                    case "currency" -> currency = currency(in, context);
                    default -> context.handleUnknownProperty(in, this, MoneyInput.class, member);
                }
            }
            if (amount == null) {
                return context.reportInputMismatch(MoneyInput.class, "money needs an amount, such as \"12.90\"");
            }
            return new MoneyInput(amount, currency);
        }

        private static @Nullable String currency(JsonParser in, DeserializationContext context) throws IOException {
            return switch (in.currentToken()) {
                case VALUE_STRING -> in.getText();
                case VALUE_NULL -> null;
                default ->
                    context.reportInputMismatch(MoneyInput.class, "must be money whose currency is a text such as USD");
            };
        }

        private static BigDecimal amount(JsonParser in, DeserializationContext context) throws IOException {
            BigDecimal amount = null;
            if (in.currentToken().isNumeric()) {
                amount = in.getDecimalValue();
            } else if (in.currentToken() == JsonToken.VALUE_STRING) {
                amount = MoneyInput.parse(in.getText());
            }
            if (amount == null || !isStorable(amount, MoneyInput.MAX_SCALE)) {
                return context.reportInputMismatch(
                        MoneyInput.class, "must be an amount with at most 4 decimals, such as \"12.90\"");
            }
            return amount;
        }
    }

    /** Money as it is written, for stored snapshots; clients send {@link MoneyInput}. */
    private static final class MoneyDeserializer extends StdDeserializer<Money> {
        private final MoneyInputDeserializer input = new MoneyInputDeserializer();

        MoneyDeserializer() {
            super(Money.class);
        }

        @Override
        public Money deserialize(JsonParser in, DeserializationContext context) throws IOException {
            MoneyInput written = input.deserialize(in, context);
            if (written.currency() == null) {
                return context.reportInputMismatch(Money.class, "money needs a currency");
            }
            return new Money(written.amount(), Currency.getInstance(written.currency()));
        }
    }

    /** Guards against numbers such as 1e1000000000, which would be endless to write out. */
    private static boolean isStorable(BigDecimal value, int scale) {
        long wholeDigits = (long) value.precision() - value.scale();
        return wholeDigits <= 15
                && value.scale() <= 100
                && value.stripTrailingZeros().scale() <= scale;
    }
}
