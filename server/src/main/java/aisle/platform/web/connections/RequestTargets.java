package aisle.platform.web.connections;

import aisle.kernel.DomainError;
import aisle.kernel.ErrorCode;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpRequest;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Finds addresses that cannot be read, before the framework does: it would answer them without a body. A request with
 * such a one counts as one that could not be decoded.
 */
final class RequestTargets {
    private static final String NOWHERE = "/";
    private static final BitSet ALLOWED = new BitSet();

    static {
        // RFC 3986, section 2; anything else is to be percent-encoded.
        ALLOWED.set('a', 'z' + 1);
        ALLOWED.set('A', 'Z' + 1);
        ALLOWED.set('0', '9' + 1);
        "-._~:/?#[]@!$&'()*+,;=%".chars().forEach(ALLOWED::set);
    }

    private RequestTargets() {}

    /** Marks a request whose address cannot be read; what remains of the address can be logged. */
    static void check(HttpRequest request) {
        if (request.decoderResult().isFailure()) {
            return;
        }
        String target = request.uri();
        String problem = problem(target);
        if (problem != null) {
            int query = target.indexOf('?');
            String path = query < 0 ? NOWHERE : target.substring(0, query);
            request.setUri(problem(path) == null ? path : NOWHERE);
            request.setDecoderResult(DecoderResult.failure(DomainError.of(ErrorCode.MALFORMED_REQUEST, problem)));
        }
    }

    private static @Nullable String problem(String target) {
        for (int i = 0; i < target.length(); i++) {
            if (!ALLOWED.get(target.charAt(i))) {
                return "The address holds a character that must be percent-encoded.";
            }
        }
        String encoding = target.indexOf('%') < 0 ? null : problemOfEncoding(target);
        if (encoding != null) {
            return encoding;
        }
        try {
            new URI(target);
            return null;
        } catch (URISyntaxException e) {
            return "The address cannot be read.";
        }
    }

    /** What is percent-encoded must be UTF-8 that can be stored: PostgreSQL keeps no zero character in a text. */
    private static @Nullable String problemOfEncoding(String target) {
        byte[] bytes = new byte[target.length()];
        int count = 0;
        for (int i = 0; i < target.length(); i++) {
            char character = target.charAt(i);
            if (character != '%') {
                bytes[count++] = (byte) character;
                continue;
            }
            if (i + 2 >= target.length()
                    || !HexFormat.isHexDigit(target.charAt(i + 1))
                    || !HexFormat.isHexDigit(target.charAt(i + 2))) {
                return "A percent sign in the address must begin two hexadecimal digits, or be written %25.";
            }
            byte value = (byte) HexFormat.fromHexDigits(target, i + 1, i + 3);
            if (value == 0) {
                return "The address must not hold a zero character.";
            }
            bytes[count++] = value;
            i += 2;
        }
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, 0, count));
            return null;
        } catch (CharacterCodingException e) {
            return "What is percent-encoded in the address is not valid UTF-8.";
        }
    }
}
