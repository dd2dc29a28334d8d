package aisle.platform.observability;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aisle.testing.Collector;
import aisle.testing.Program;
import aisle.testing.Waiting;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** A server whose traces are collected, as a collector sees it. */
class TracesIT {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String CALLER = "00f067aa0ba902b7";
    private static final long SERVER = 2;
    private static final long CLIENT = 3;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path data;

    private final int port = Program.freePort();

    private void get(String path, String flags) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .header("traceparent", "00-" + TRACE + "-" + CALLER + "-" + flags)
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            client.send(request, HttpResponse.BodyHandlers.discarding());
        }
    }

    @Test
    void aRequestAndItsStatementsAreSpansOfTheCallersTrace() throws Exception {
        try (Collector collector = new Collector();
                Program program = Program.start(
                        Map.of(
                                "APP_ENV", "development",
                                "OTEL_EXPORTER_OTLP_ENDPOINT", collector.endpoint(),
                                "OTEL_EXPORTER_OTLP_HEADERS", "Authorization=Bearer of-the-collector"),
                        "serve",
                        "--data",
                        data.toString(),
                        "--port",
                        Integer.toString(port))) {
            program.awaitReady(port);
            UUID secret = UUID.randomUUID();
            get("/api/v1/stores/" + UUID.randomUUID(), "00");
            get("/api/v1/stores/" + secret, "01");
            Waiting.until("the request's span", () -> spans(collector, SERVER).size() == 1);

            Collector.Span request = spans(collector, SERVER).getFirst();
            assertEquals("GET /api/v1/stores/{id}", request.name());
            assertEquals(CALLER, request.parent());
            List<Collector.Span> statements = spans(collector, CLIENT);
            assertEquals(
                    Set.of("StoreDao.find"),
                    statements.stream().map(Collector.Span::name).collect(Collectors.toSet()));
            statements.forEach(statement -> assertEquals(request.id(), statement.parent()));
            for (Collector.Span span : collector.spans()) {
                assertEquals(TRACE, span.trace());
                assertFalse(span.holds(secret.toString()), span.name());
                assertFalse(span.holds("SELECT"), span.name());
            }
            assertTrue(collector.authorizations().contains("Bearer of-the-collector"));
            assertTrue(program.output().contains("\"trace_id\":\"" + TRACE + "\""));
            assertFalse(program.output().contains("of-the-collector"));
            assertEquals(128 + 15, program.terminate());
        } finally {
            Program.cleanUp(data);
        }
    }

    private static List<Collector.Span> spans(Collector collector, long kind) {
        return collector.spans().stream().filter(span -> span.kind() == kind).toList();
    }
}
