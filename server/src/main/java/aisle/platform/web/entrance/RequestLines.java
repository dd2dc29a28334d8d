package aisle.platform.web.entrance;

import aisle.kernel.DomainError;
import aisle.kernel.ErrorCode;
import aisle.platform.web.Routes;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.ext.web.RoutingContext;

/**
 * Refuses requests whose first line or headers cannot be read. A path has one spelling: one with doubled slashes, with
 * dots that lead elsewhere or with parameters names nothing, so that no rule about a path can be passed by writing it
 * otherwise.
 */
final class RequestLines {
    static final DomainError UNREADABLE =
            DomainError.of(ErrorCode.MALFORMED_REQUEST, "The request's first line or its headers cannot be read.");

    private RequestLines() {}

    /** @throws DomainError that says what is wrong with the request */
    static void check(RoutingContext exchange) {
        DecoderResult decoded = exchange.request().decoderResult();
        if (decoded != null && decoded.isFailure()) {
            throw switch (decoded.cause()) {
                case DomainError refusal -> refusal;
                case TooLongHttpLineException line ->
                    DomainError.of(ErrorCode.URI_TOO_LONG, "The address has more characters than are read.");
                case TooLongHttpHeaderException header ->
                    DomainError.of(ErrorCode.HEADERS_TOO_LARGE, "The headers have more characters than are read.");
                default -> UNREADABLE;
            };
        }
        String path = String.valueOf(exchange.request().path());
        if (path.indexOf(';') >= 0
                || !Routes.withoutSlash(path).equals(Routes.withoutSlash(exchange.normalizedPath()))) {
            throw DomainError.of(ErrorCode.NOT_FOUND, "There is nothing at this address.");
        }
    }
}
