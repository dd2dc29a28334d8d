package aisle.platform.web;

import aisle.platform.observability.LogEvent;
import aisle.platform.security.ApiKeySecret;
import aisle.platform.security.BearerAuthentication;
import aisle.platform.security.Machine;
import com.fasterxml.jackson.core.JsonGenerator;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What the log says about a request: no query string, no header, no body, since those may hold secrets and names.
 *
 * @param outcome null for an exception, whose request gets a line of its own when it ends
 */
record RequestLine(
        String event,
        String requestId,
        String traceId,
        String method,
        String route,
        String path,
        @Nullable Outcome outcome,
        String remoteAddress,
        @Nullable String userId,
        @Nullable String apiKeyId)
        implements LogEvent {
    /** @param durationMillis with two decimals */
    record Outcome(int status, BigDecimal durationMillis) {}

    static RequestLine of(String event, RoutingContext exchange, @Nullable Outcome outcome) {
        String path = exchange.request().path();
        Machine machine = BearerAuthentication.machineOf(exchange);
        return new RequestLine(
                event,
                RequestIds.of(exchange),
                Traces.of(exchange),
                exchange.request().method().name(),
                Routes.of(exchange),
                path == null ? "" : ApiKeySecret.redact(path),
                outcome,
                ClientAddress.of(exchange),
                BearerAuthentication.userOf(exchange),
                machine == null ? null : machine.getName());
    }

    @Override
    public void write(JsonGenerator out) throws IOException {
        out.writeStringField("request_id", requestId);
        out.writeStringField("trace_id", traceId);
        out.writeStringField("method", method);
        out.writeStringField("route", route);
        out.writeStringField("path", path);
        if (outcome != null) {
            out.writeNumberField("status", outcome.status());
            out.writeNumberField("duration_ms", outcome.durationMillis());
        }
        out.writeStringField("remote_addr", remoteAddress);
        out.writeStringField("user_id", userId);
        out.writeStringField("api_key_id", apiKeyId);
    }

    @Override
    public String toString() {
        String result =
                outcome == null ? "" : " status=" + outcome.status() + " duration_ms=" + outcome.durationMillis();
        return event + " request_id=" + requestId + " trace_id=" + traceId + " " + method + " " + path + " route="
                + route + result + " remote_addr=" + remoteAddress + " user_id=" + userId
                + " api_key_id=" + apiKeyId;
    }
}
