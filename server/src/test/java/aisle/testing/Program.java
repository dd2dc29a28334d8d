package aisle.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/**
 * The packaged program in a process of its own, started as a person starts it. Inherits nothing from the environment but
 * what a shell always has.
 */
public final class Program implements AutoCloseable {
    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final List<String> INHERITED = List.of("PATH", "HOME", "USER", "LANG", "TMPDIR");

    private final Process process;
    private final Path output;

    private Program(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /** Starts the program; what it prints goes to one file. */
    public static Program start(Map<String, String> environment, String... arguments) {
        return start(Path.of("/dev/null"), environment, arguments);
    }

    /** Starts the program with this on its standard input. */
    public static Program startWithInput(String input, Map<String, String> environment, String... arguments) {
        try {
            return start(
                    Files.writeString(Files.createTempFile("aisle-input-", ".txt"), input), environment, arguments);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Program start(Path input, Map<String, String> environment, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-jar",
                System.getProperty("aisle.jar")));
        command.addAll(List.of(arguments));
        try {
            Path output = Files.createTempFile("aisle-program-", ".log");
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .redirectInput(input.toFile());
            builder.environment().keySet().retainAll(INHERITED);
            // Tests ask far more often than people do.
            builder.environment().put("RATE_LIMIT_DEFAULTS", "1000000 per minute");
            builder.environment().putAll(environment);
            return new Program(builder.start(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A port that nobody uses at this moment. */
    public static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until the server on this port says that it is ready. */
    public Program awaitReady(int port) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/readyz"))
                .timeout(Duration.ofSeconds(5))
                .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            Waiting.until("ready on port " + port + "; it printed: " + output, () -> {
                if (!process.isAlive()) {
                    throw new AssertionError("the program ended with " + process.exitValue() + ": " + output());
                }
                try {
                    return http.send(request, HttpResponse.BodyHandlers.discarding())
                                    .statusCode()
                            == 200;
                } catch (IOException e) {
                    return false;
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new IllegalStateException(e);
                }
            });
        }
        return this;
    }

    /** Waits until it has printed this. */
    public Program awaitOutput(String text) {
        Waiting.until("the output “" + text + "”; it printed: " + output, () -> {
            if (!process.isAlive()) {
                throw new AssertionError("the program ended with " + process.exitValue() + ": " + output());
            }
            return output().contains(text);
        });
        return this;
    }

    /** SIGKILL: no clean-up of any kind. */
    public void kill() {
        process.destroyForcibly();
        exitStatus();
    }

    /** SIGTERM, and the exit status that follows. */
    public int terminate() {
        process.destroy();
        return exitStatus();
    }

    /** Waits for the end. */
    public int exitStatus() {
        try {
            if (!process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("still running after a minute: " + output());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public boolean isRunning() {
        return process.isAlive();
    }

    /** Everything it has printed so far, both streams. */
    public String output() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The process id of the PostgreSQL that serves this data directory. */
    public static long postgresPid(Path data) {
        try {
            return Long.parseLong(Files.readAllLines(data.resolve("postgres/postmaster.pid"))
                    .getFirst()
                    .strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where the embedded database of this data directory is, and how to get in. */
    public static Properties database(Path data) {
        Properties properties = new Properties();
        try (InputStream in = Files.newInputStream(data.resolve("database.properties"))) {
            properties.load(in);
            return properties;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Looks into the embedded database of this data directory. */
    public static Connection connect(Path data) throws SQLException {
        Properties database = database(data);
        return DriverManager.getConnection(
                "jdbc:postgresql://localhost:" + database.getProperty("port") + "/aisle",
                "aisle",
                database.getProperty("password"));
    }

    /** Ends the program, and the PostgreSQL that a killed one left behind. */
    public static void cleanUp(Path data) {
        if (Files.exists(data.resolve("postgres/postmaster.pid"))) {
            ProcessHandle.of(postgresPid(data)).ifPresent(ProcessHandle::destroyForcibly);
        }
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            process.destroyForcibly();
        }
    }
}
