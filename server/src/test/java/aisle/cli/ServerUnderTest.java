package aisle.cli;

import aisle.testing.Program;
import aisle.testing.Waiting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** The program as a server: on a port and with a data folder of its own. Closing it leaves nothing running. */
record ServerUnderTest(Program program, Path data, int port) implements AutoCloseable {
    /** Starts {@code serve} or {@code demo}. */
    static ServerUnderTest start(String command, Path data, Map<String, String> environment) {
        int port = Program.freePort();
        Program program =
                Program.start(environment, command, "--data", data.toString(), "--port", Integer.toString(port));
        return new ServerUnderTest(program, data, port);
    }

    /** The environment of a server that is not in development. */
    static Map<String, String> withSecrets(Map<String, String> more) {
        Map<String, String> environment = new HashMap<>(more);
        environment.put("JWT_SECRET_KEY", "a-secret-that-only-the-tests-know-0123456789");
        environment.put("PII_KEY", "YWlzbGUtdGVzdC1rZXktMDEyMzQ1Njc4OWFiY2RlZmc=");
        return environment;
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    /** Waits until it listens, with or without a database. */
    void awaitListening() {
        Waiting.until("an answer of /healthz; it printed: " + program.output(), () -> {
            if (!program.isRunning()) {
                throw new AssertionError("the program ended: " + program.output());
            }
            try {
                return get("/healthz").statusCode() == 200;
            } catch (UncheckedIOException e) {
                return false;
            }
        });
    }

    /** Waits until it can use its database. */
    void awaitReady() {
        program.awaitReady(port);
    }

    /** @throws UncheckedIOException when there is no answer */
    HttpResponse<String> get(String path) {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(uri(path))
                    .timeout(Duration.ofSeconds(10))
                    .build();
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** SIGKILL of its built-in PostgreSQL. */
    void killPostgres() {
        ProcessHandle.of(Program.postgresPid(data)).orElseThrow().destroyForcibly();
    }

    @Override
    public void close() {
        program.kill();
        Program.cleanUp(data);
    }
}
