package aisle.testing;

import aisle.testing.contract.Answered;
import aisle.testing.contract.ContractNet;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** A plain HTTP client for many requests at once; unlike REST Assured it keeps no state between them. */
public final class Client {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final String base;

    public Client(String base) {
        this.base = base;
    }

    /** An answer: its status, its headers and its body as JSON, missing when it has none. */
    public record Reply(int status, HttpHeaders headers, JsonNode body) {
        /** What differs between two requests whatever they ask for. */
        private static final Set<String> OF_THE_REQUEST = Set.of("x-request-id", "traceparent", "date");

        /**
         * The whole answer as somebody can compare it with another one: status, every header, body. Left out are the
         * request's own id and time, and figures of limits, which count requests.
         */
        public String comparable() {
            StringBuilder text = new StringBuilder().append(status).append('\n');
            new TreeMap<>(headers.map()).forEach((name, values) -> {
                String header = name.toLowerCase(Locale.ROOT);
                if (!OF_THE_REQUEST.contains(header)) {
                    String shown = header.contains("ratelimit")
                            ? values.toString().replaceAll("\\d+", "#")
                            : values.toString();
                    text.append(header).append(": ").append(shown).append('\n');
                }
            });
            return text.append(body.toString().replaceFirst("\"request_id\":\"[^\"]*\"", "\"request_id\":\"…\""))
                    .toString();
        }

        public String errorCode() {
            return body.path("error").path("code").asText();
        }
    }

    /** Sends a POST; an idempotency key of null sends none. */
    public Reply post(String path, String token, String idempotencyKey, String body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .timeout(Duration.ofSeconds(60))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        if (idempotencyKey != null) {
            request.header("Idempotency-Key", idempotencyKey);
        }
        return send(request.build());
    }

    /** What a GET of something that is no JSON answers. */
    public String text(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(base + path))
                .timeout(Duration.ofSeconds(60))
                .build();
        return HTTP.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }

    /** Sends a request of any other method with a body. */
    public Reply send(String method, String path, String token, String body) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(base + path))
                .timeout(Duration.ofSeconds(60))
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + token)
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    /** Sends a request that may be repeated: under one id, which its key and its audit entries bear. */
    public Reply once(String method, String path, String token, String id, String body)
            throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(base + path))
                .timeout(Duration.ofSeconds(60))
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + token)
                .header("Idempotency-Key", id)
                .header("X-Request-ID", id)
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    /** Sends a GET. */
    public Reply get(String path, String token) throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(base + path)).timeout(Duration.ofSeconds(60));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return send(request.build());
    }

    private Reply send(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<byte[]> response = HTTP.send(request, HttpResponse.BodyHandlers.ofByteArray());
        Map<String, String> headers = new HashMap<>();
        response.headers().map().forEach((name, values) -> headers.put(name, values.getFirst()));
        ContractNet.check(
                base,
                new Answered(
                        request.method(), request.uri().getRawPath(), response.statusCode(), headers, response.body()));
        return new Reply(
                response.statusCode(),
                response.headers(),
                response.body().length == 0 ? JSON.missingNode() : JSON.readTree(response.body()));
    }
}
