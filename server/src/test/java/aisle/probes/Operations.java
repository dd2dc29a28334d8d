package aisle.probes;

import static io.restassured.RestAssured.given;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The operations that the server's OpenAPI document lists, by operationId, and how a probe of one is sent. */
final class Operations {
    private final Map<String, Operation> byId = new TreeMap<>();

    /** @param keyed whether it needs an Idempotency-Key */
    record Operation(String id, String method, String path, boolean keyed) {
        /** Whether its path names one thing, or what belongs to one. */
        boolean isAboutOne() {
            return path.contains("{");
        }
    }

    private Operations() {}

    static Operations ofTheServer() {
        try {
            Operations operations = new Operations();
            JsonNode document =
                    new ObjectMapper().readTree(given().get("/openapi.json").asByteArray());
            document.path("paths")
                    .properties()
                    .forEach(path -> path.getValue()
                            .properties()
                            .forEach(method -> operations.add(path.getKey(), method.getKey(), method.getValue())));
            return operations;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void add(String path, String method, JsonNode operation) {
        boolean keyed = false;
        for (JsonNode parameter : operation.path("parameters")) {
            keyed |= parameter.path("name").asText().equals("Idempotency-Key")
                    && parameter.path("required").asBoolean();
        }
        String id = operation.path("operationId").asText();
        byId.put(id, new Operation(id, method.toUpperCase(java.util.Locale.ROOT), path, keyed));
    }

    Operation get(String id) {
        Operation operation = byId.get(id);
        if (operation == null) {
            throw new AssertionError("Probes has a row for “" + id + "”, which the document does not list: remove it.");
        }
        return operation;
    }

    /** Every operation has a probe, and none has two. */
    void mustAllBeProbed() {
        List<String> probed = Probes.ALL.stream().map(Probe::operation).toList();
        TreeSet<String> missing = new TreeSet<>(byId.keySet());
        probed.forEach(missing::remove);
        if (!missing.isEmpty()) {
            throw new AssertionError(
                    "No probe for " + missing + ": add to server/src/test/java/aisle/probes/Probes.java"
                            + " a row with the smallest valid request of each, then run ./mvnw test -pl server"
                            + " -Dtest='AccessDocumentTest,StatementsDocumentTest' -Ddocs.write=true and read what the tables"
                            + " in docs say about it.");
        }
        if (probed.stream().distinct().count() != probed.size()) {
            throw new AssertionError("Probes has two rows for one operation.");
        }
    }

    /** Sends a probe with this token, or without any. */
    Response send(Probe probe, World.Furnished world, @Nullable String token, String requestId) {
        probe.given().forEach(world::prepare);
        Operation operation = get(probe.operation());
        String path = operation.path();
        for (String place : probe.places()) {
            path = path.replaceFirst("\\{[^}]+}", world.fill(place));
        }
        if (probe.query() != null) {
            path += "?" + world.fill(probe.query());
        }
        RequestSpecification request = given().urlEncodingEnabled(false).header("X-Request-ID", requestId);
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        if (operation.keyed()) {
            request.header("Idempotency-Key", UUID.randomUUID().toString());
        }
        if (probe.contentType().equals(Probe.UPLOAD)) {
            byte[] file = world.fill(String.valueOf(probe.body())).getBytes(StandardCharsets.UTF_8);
            request.multiPart("file", "products.csv", file, "text/csv");
        } else if (probe.body() != null) {
            request.header("Content-Type", probe.contentType()).body(world.fill(probe.body()));
        }
        return request.request(operation.method(), path);
    }
}
