package aisle.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/** A Redis or Valkey that this machine has installed, started for a test and keeping nothing. */
public final class OutsideRedis implements AutoCloseable {
    private final int port = Program.freePort();
    private Process process;

    /** The server's program, if there is one. */
    private static Optional<Path> installed() {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .flatMap(folder -> Stream.of("valkey-server", "redis-server").map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Whether a test with Redis can run here; for {@code @EnabledIf}. */
    public static boolean isInstalled() {
        return installed().isPresent();
    }

    public OutsideRedis start() {
        try {
            process = new ProcessBuilder(
                            installed().orElseThrow().toString(),
                            "--port",
                            Integer.toString(port),
                            "--bind",
                            "127.0.0.1",
                            "--save",
                            "",
                            "--appendonly",
                            "no")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Waiting.until("Redis listens", this::listens);
        return this;
    }

    private boolean listens() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), 1_000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** What REDIS_URL says. */
    public String url() {
        return "redis://127.0.0.1:" + port + "/0";
    }

    /** SIGKILL. */
    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
        kill();
    }
}
