package aisle.platform.web.connections;

import aisle.kernel.DomainError;
import aisle.kernel.ErrorCode;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds requests of which this server and a proxy in front could disagree where they end, or whose they are (RFC 9112,
 * sections 3.2 and 6.3): whoever knows how to use that sends one request inside of another, past the proxy's rules. Such
 * a one counts as one that could not be decoded, and is the last of its connection.
 */
final class RequestFraming {
    /** Of two of them one program reads the first and another the last. */
    private static final List<String> ONCE = List.of("Host", "Authorization", "Content-Type", "Idempotency-Key");

    private RequestFraming() {}

    /** Marks a request that cannot be told from the bytes around it. */
    static void check(HttpRequest request) {
        if (request.decoderResult().isFailure()) {
            return;
        }
        HttpHeaders headers = request.headers();
        String problem = problem(request.protocolVersion(), headers);
        if (problem != null) {
            request.setProtocolVersion(HttpVersion.HTTP_1_1); // in which the answer is written
            request.setDecoderResult(DecoderResult.failure(DomainError.of(ErrorCode.MALFORMED_REQUEST, problem)));
        }
        // The decoder drops a Content-Length that stands beside a Transfer-Encoding, so that any may have had one.
        if (problem != null || headers.contains(HttpHeaderNames.TRANSFER_ENCODING)) {
            headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        }
    }

    private static @Nullable String problem(HttpVersion version, HttpHeaders headers) {
        if (!version.equals(HttpVersion.HTTP_1_1) && !version.equals(HttpVersion.HTTP_1_0)) {
            return "This server speaks HTTP/1.1.";
        }
        for (String name : ONCE) {
            if (headers.getAll(name).size() > 1) {
                return "A request has one " + name + '.';
            }
        }
        List<String> encodings = headers.getAll(HttpHeaderNames.TRANSFER_ENCODING);
        boolean isUnderstood = encodings.isEmpty()
                || (encodings.size() == 1
                        && HttpHeaderValues.CHUNKED.contentEqualsIgnoreCase(
                                encodings.getFirst().strip())
                        && version.equals(HttpVersion.HTTP_1_1));
        return isUnderstood ? null : "The only Transfer-Encoding is chunked, in HTTP/1.1.";
    }
}
