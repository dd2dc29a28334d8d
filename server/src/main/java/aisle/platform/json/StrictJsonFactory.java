package aisle.platform.json;

import aisle.kernel.DomainError;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.IOContext;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackReader;
import java.io.Reader;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON that can be stored and written again, wherever in a body it stands, also where a member takes any value. A
 * stream must be UTF-8 without a fault. A text must hold neither a zero character, which PostgreSQL keeps in no text,
 * nor half a surrogate pair, which would be stored as a question mark. A number must have an exponent that other readers
 * of JSON know too: one such as 1e999999999 would take a gigabyte to write out.
 */
final class StrictJsonFactory extends JsonFactory {
    private static final long serialVersionUID = 1L;

    /** The greatest decimal exponent of a double, which is what most readers keep a number in. */
    private static final int MAX_EXPONENT = 308;

    private static final int MAX_EXPONENT_DIGITS = 9;

    /** What some editors put in front of a text; it means nothing in UTF-8. */
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    StrictJsonFactory() {}

    private StrictJsonFactory(StrictJsonFactory other) {
        super(other, null);
    }

    @Override
    public JsonFactory copy() {
        return new StrictJsonFactory(this);
    }

    @Override
    protected JsonParser _createParser(InputStream in, IOContext context) throws IOException {
        PushbackReader strict = new PushbackReader(new InputStreamReader(
                in,
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT)));
        int first = strict.read();
        if (first >= 0 && first != BYTE_ORDER_MARK) {
            strict.unread(first);
        }
        return _createParser(strict, context);
    }

    @Override
    protected JsonParser _createParser(Reader in, IOContext context) throws IOException {
        return new StrictParser(super._createParser(in, context));
    }

    private static final class StrictParser extends JsonParserDelegate {
        StrictParser(JsonParser parser) {
            super(parser);
        }

        @Override
        public JsonToken nextToken() throws IOException {
            JsonToken token = delegate.nextToken();
            if (token == JsonToken.VALUE_STRING || token == JsonToken.FIELD_NAME) {
                checkText(delegate.getText());
            } else if (token == JsonToken.VALUE_NUMBER_FLOAT) {
                checkNumber(delegate.getText());
            }
            return token;
        }

        @Override
        public JsonToken nextValue() throws IOException {
            JsonToken token = nextToken();
            return token == JsonToken.FIELD_NAME ? nextToken() : token;
        }

        @Override
        public @Nullable String nextFieldName() throws IOException {
            return nextToken() == JsonToken.FIELD_NAME ? currentName() : null;
        }

        private void checkText(String text) {
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                if (c == 0) {
                    throw invalid("must not hold a zero character");
                }
                if (Character.isSurrogate(c)) {
                    boolean pair = Character.isHighSurrogate(c)
                            && i + 1 < text.length()
                            && Character.isLowSurrogate(text.charAt(i + 1));
                    if (!pair) {
                        throw invalid("must not hold half a surrogate pair");
                    }
                    i++;
                }
            }
        }

        private void checkNumber(String number) {
            int mark = Math.max(number.indexOf('e'), number.indexOf('E'));
            if (mark < 0) {
                return;
            }
            String exponent = number.substring(mark + 1);
            if (exponent.length() > MAX_EXPONENT_DIGITS || Math.abs(Integer.parseInt(exponent)) > MAX_EXPONENT) {
                throw invalid("must be a number with an exponent within ±" + MAX_EXPONENT);
            }
        }

        private DomainError invalid(String message) {
            return DomainError.invalid(path(getParsingContext()), "invalid", message);
        }

        /** As field errors name a member: {@code items[2].note}. */
        private static String path(JsonStreamContext context) {
            if (context == null || context.inRoot()) {
                return "";
            }
            String parent = path(context.getParent());
            if (context.inArray()) {
                return parent + "[" + context.getCurrentIndex() + "]";
            }
            String name = context.getCurrentName() == null ? "" : writable(context.getCurrentName());
            return parent.isEmpty() ? name : parent + "." + name;
        }

        /** The name itself may be what cannot be written. */
        private static String writable(String name) {
            byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
            return new String(bytes, StandardCharsets.UTF_8).replace('\0', '\uFFFD');
        }
    }
}
