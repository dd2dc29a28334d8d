package aisle.catalog.imports;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Checks cells that hold JSON for what the database could not store. */
final class JsonCells {
    /** PostgreSQL's numeric has up to 131,072 digits before the point and 16,383 behind it; no fact of a product comes near. */
    private static final int MAX_EXPONENT = 1000;

    private final JsonFactory factory;

    JsonCells(ObjectMapper mapper) {
        this.factory = mapper.getFactory();
    }

    /** What is wrong with a text that should be a JSON object, or null. */
    @Nullable
    String problem(String text) {
        try (JsonParser parser = factory.createParser(text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return "must be a JSON object";
            }
            int depth = 1;
            while (depth > 0) {
                JsonToken token = parser.nextToken();
                if (token == null) {
                    return "is no valid JSON";
                }
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
                if (token.isNumeric() && isOversized(parser.getDecimalValue())) {
                    return "holds a number that is too large";
                }
                if ((token == JsonToken.FIELD_NAME || token == JsonToken.VALUE_STRING) && !isText(parser.getText())) {
                    return "holds a character that cannot be stored";
                }
            }
            return parser.nextToken() == null ? null : "must be one JSON object";
        } catch (IOException e) {
            return "is no valid JSON";
        }
    }

    private static boolean isOversized(BigDecimal number) {
        return Math.abs((long) number.precision() - number.scale()) > MAX_EXPONENT || number.scale() > MAX_EXPONENT;
    }

    private static boolean isText(String text) {
        return text.codePoints()
                .noneMatch(character -> character == 0 || Character.getType(character) == Character.SURROGATE);
    }
}
