package aisle.platform.web.entrance;

import aisle.kernel.DomainError;
import aisle.kernel.ErrorCode;
import aisle.platform.web.ErrorAnswers;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.impl.RoutingContextInternal;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Reads a request's body before an operation is looked for, so that clients that send slowly hold no thread: a thread
 * begins when the body is whole. Files that are uploaded are no concern of this class but for their length: they go to
 * disk and have a limit of their own.
 */
@Singleton
class Bodies {
    private static final int MAX_BYTES = 1 << 20;

    /**
     * Behind the limit on how often somebody may ask (250), and before requests take a place among those that are worked
     * on (240): a body that drips takes none.
     */
    private static final int PRIORITY = 245;

    /** So many digits are no number of bytes that anybody has. */
    private static final int LENGTH_DIGITS = 18;

    /** The part of the heap that bodies may take which are not answered yet. */
    private static final int HEAP_SHARE = 8;

    private static final String UPLOAD = "multipart/";
    private static final Pattern JSON = Pattern.compile("(?i)^[^;]*json");
    private static final String MERGE_PATCH = "application/merge-patch+json";
    private static final Pattern CHARSET = Pattern.compile("(?i);\\s*charset\\s*=\\s*\"?([^\";\\s]*)");

    private final ErrorAnswers answers;
    private final long maxUpload;
    private final long maxHeld = Runtime.getRuntime().maxMemory() / HEAP_SHARE;
    private final AtomicLong held = new AtomicLong();

    Bodies(ErrorAnswers answers, @ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize maxUpload) {
        this.answers = answers;
        this.maxUpload = maxUpload.asLongValue();
    }

    /** @throws DomainError when the headers tell that the body cannot be read */
    void check(RoutingContext exchange) {
        HttpServerRequest request = exchange.request();
        long length = length(request);
        if (length > maxUpload || (length > MAX_BYTES && !isUpload(request))) {
            if (length > maxUpload) {
                // What follows on this connection is the body, and nobody wants to read so much.
                exchange.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
                exchange.addEndHandler(ended -> request.connection().close());
            }
            throw tooLarge();
        }
        String encoding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            throw DomainError.of(
                    ErrorCode.UNSUPPORTED_MEDIA_TYPE,
                    "Bodies are read as they are: send none with a Content-Encoding.");
        }
        String type = request.getHeader(HttpHeaders.CONTENT_TYPE);
        if (type != null && type.indexOf('/') < 0) {
            throw DomainError.of(ErrorCode.UNSUPPORTED_MEDIA_TYPE, "Send the body with a Content-Type.");
        }
        if (type != null && JSON.matcher(type).find()) {
            checkJson(request.method(), type);
        }
    }

    private static void checkJson(HttpMethod method, String type) {
        Matcher charset = CHARSET.matcher(type);
        if (charset.find() && !charset.group(1).equalsIgnoreCase("utf-8")) {
            throw DomainError.of(ErrorCode.UNSUPPORTED_MEDIA_TYPE, "JSON is read as UTF-8.");
        }
        int parameters = type.indexOf(';');
        String bare =
                (parameters < 0 ? type : type.substring(0, parameters)).strip().toLowerCase(Locale.ROOT);
        if (!bare.equals("application/json") && !(bare.equals(MERGE_PATCH) && method.equals(HttpMethod.PATCH))) {
            throw DomainError.of(
                    ErrorCode.UNSUPPORTED_MEDIA_TYPE,
                    "Send the body as application/json, or as " + MERGE_PATCH + " with PATCH.");
        }
    }

    void install(@Observes Filters filters) {
        filters.register(this::read, PRIORITY);
    }

    /** Goes on when the body is there, or at once when the request has none or is an upload. */
    private void read(RoutingContext exchange) {
        HttpServerRequest request = exchange.request();
        boolean hasBody = length(request) > 0 || request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null;
        if (!hasBody || isUpload(request)) {
            exchange.next();
            return;
        }
        if ("100-continue".equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT))) {
            exchange.response().writeContinue();
        }
        Reading reading = new Reading(exchange);
        exchange.addEndHandler(ended -> reading.release());
        request.handler(reading::take).endHandler(end -> reading.finish());
        request.resume();
    }

    /** A body on its way; all of this happens on the connection's own thread. */
    private final class Reading {
        private final RoutingContext exchange;
        private @Nullable Buffer body = Buffer.buffer();
        private final AtomicLong taken = new AtomicLong();

        Reading(RoutingContext exchange) {
            this.exchange = exchange;
        }

        void take(Buffer part) {
            if (body == null) {
                return;
            }
            body.appendBuffer(part);
            taken.addAndGet(part.length());
            long all = held.addAndGet(part.length());
            if (body.length() > MAX_BYTES) {
                refuse(tooLarge());
            } else if (all > maxHeld) {
                refuse(DomainError.of(ErrorCode.SERVER_BUSY, "Too much is going on at once. Try again."));
            }
        }

        /** What is still to come of the body is read and forgotten. */
        private void refuse(DomainError error) {
            body = null;
            answers.send(exchange, error);
        }

        void finish() {
            if (body != null) {
                ((RoutingContextInternal) exchange).setBody(body);
                exchange.next();
            }
        }

        void release() {
            body = null;
            held.addAndGet(-taken.getAndSet(0));
        }
    }

    private static boolean isUpload(HttpServerRequest request) {
        String type = request.getHeader(HttpHeaders.CONTENT_TYPE);
        return type != null && type.toLowerCase(Locale.ROOT).startsWith(UPLOAD);
    }

    private static long length(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        if (length == null) {
            return 0;
        }
        return length.length() > LENGTH_DIGITS ? Long.MAX_VALUE : Long.parseLong(length);
    }

    private static DomainError tooLarge() {
        return DomainError.of(ErrorCode.PAYLOAD_TOO_LARGE, "A request body may have " + MAX_BYTES + " bytes.");
    }
}
