package aisle.testing.contract;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Fails the test that got an answer which the OpenAPI document of the answering server does not promise. */
public final class ContractNet {
    private static final Path COMMITTED = Path.of("../docs/openapi.json");
    private static final Map<String, Contract> BY_SERVER = new ConcurrentHashMap<>();

    private ContractNet() {}

    /**
     * Checks one answer.
     *
     * @param server its address without a path, such as {@code http://localhost:8081}
     * @throws AssertionError with everything that is wrong, and what to do
     */
    public static void check(String server, Answered answer) {
        List<String> violations =
                BY_SERVER.computeIfAbsent(server, ContractNet::contract).violations(answer);
        if (!violations.isEmpty()) {
            throw new AssertionError(answer + " and breaks the OpenAPI document:\n  " + String.join("\n  ", violations)
                    + "\nMake the document true, by annotations of the method and its records (@Nullable for a member"
                    + " that may be null), or the answer; then write docs/openapi.json anew with"
                    + " ./mvnw test -pl server -Dtest=OpenApiDocumentTest -Ddocs.write=true");
        }
    }

    /** The document that the server serves; the committed one where it keeps it to itself, as in production. */
    private static Contract contract(String server) {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<byte[]> answer = client.send(
                    HttpRequest.newBuilder(URI.create(server + "/openapi.json")).build(),
                    HttpResponse.BodyHandlers.ofByteArray());
            byte[] document = answer.statusCode() == 200 ? answer.body() : Files.readAllBytes(COMMITTED);
            return new Contract(new ObjectMapper().readTree(document));
        } catch (IOException e) {
            throw new IllegalStateException("no OpenAPI document to hold the answers of " + server + " against", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
