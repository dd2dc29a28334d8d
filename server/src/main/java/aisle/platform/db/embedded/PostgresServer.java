package aisle.platform.db.embedded;

import aisle.platform.config.StartupProblem;
import aisle.platform.config.StartupProblem.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * One PostgreSQL server on this machine, driven by PostgreSQL's own {@code initdb} and {@code pg_ctl}. It is a process of
 * its own session: Ctrl-C does not reach it, and it outlives a server that was killed.
 */
final class PostgresServer {
    private static final String SUPERUSER = "postgres";
    private static final int PATIENCE_SECONDS = 60;

    private static final String SETTINGS = """
            # Written anew at each start. Settings of your own: ALTER SYSTEM, which overrules this file.
            listen_addresses = '127.0.0.1'
            port = %d
            unix_socket_directories = ''
            password_encryption = 'scram-sha-256'
            max_connections = 100
            shared_buffers = '256MB'
            effective_cache_size = '1GB'
            work_mem = '8MB'
            maintenance_work_mem = '128MB'
            max_wal_size = '2GB'
            random_page_cost = 1.1
            fsync = on
            synchronous_commit = on
            full_page_writes = on
            timezone = 'UTC'
            log_timezone = 'UTC'
            logging_collector = on
            log_directory = 'log'
            log_filename = 'postgresql-%%a.log'
            log_rotation_age = '1d'
            log_rotation_size = 0
            log_truncate_on_rotation = on
            """;

    private final Path program;
    private final Path cluster;
    private final Path output;
    private final boolean asRoot;

    /**
     * @param program folder of the executables
     * @param cluster folder of the data
     * @param output file for what the programs print
     * @param asRoot whether this process runs as root, which PostgreSQL refuses for itself
     */
    PostgresServer(Path program, Path cluster, Path output, boolean asRoot) {
        this.program = program;
        this.cluster = cluster;
        this.output = output;
        this.asRoot = asRoot;
    }

    boolean exists() {
        return Files.exists(cluster.resolve("PG_VERSION"));
    }

    /**
     * Creates the data. Password-protected from the first moment; sorting and case rules are PostgreSQL's own, so that an
     * upgrade of the operating system cannot break an index. Half-made data has another name and is thrown away.
     */
    void create(String superuserPassword) {
        Path part = cluster.resolveSibling(cluster.getFileName() + ".part");
        Path passwordFile = cluster.resolveSibling("initial-password");
        try {
            if (Files.exists(part)) {
                PostgresProgram.delete(part);
            }
            Files.deleteIfExists(passwordFile);
            Path secret = Files.createTempFile(cluster.getParent(), "initial", ".part"); // readable by its owner only
            Files.writeString(secret, superuserPassword + "\n");
            Files.move(secret, passwordFile, StandardCopyOption.ATOMIC_MOVE);
            run(
                    "initdb",
                    "-D",
                    part.toString(),
                    "-U",
                    SUPERUSER,
                    "-A",
                    "scram-sha-256",
                    "--pwfile=" + passwordFile,
                    "-E",
                    "UTF8",
                    "--locale=C",
                    "--locale-provider=builtin",
                    "--builtin-locale=C.UTF-8",
                    "--data-checksums");
            Files.writeString(part.resolve("postgresql.conf"), "\ninclude = 'aisle.conf'\n", StandardOpenOption.APPEND);
            Files.move(part, cluster, StandardCopyOption.ATOMIC_MOVE);
            Files.delete(passwordFile);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts it and waits until it accepts connections. */
    void start(int port) {
        try {
            forgetStaleProcess();
            Files.writeString(cluster.resolve("aisle.conf"), SETTINGS.formatted(port));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        run("pg_ctl", "-D", cluster.toString(), "-w", "-t", Integer.toString(PATIENCE_SECONDS), "-s", "start");
    }

    /** Ends it in order: open transactions are rolled back, everything committed is on disk. */
    void stop() {
        run("pg_ctl", "-D", cluster.toString(), "-m", "fast", "-w", "-t", Integer.toString(PATIENCE_SECONDS), "stop");
    }

    boolean isRunning() {
        OptionalLong process = pidFileNumber(0);
        return process.isPresent()
                && ProcessHandle.of(process.getAsLong())
                        .filter(PostgresServer::isPostgres)
                        .isPresent();
    }

    /** The port on which it runs. */
    OptionalLong port() {
        return pidFileNumber(3);
    }

    /**
     * The process id of a killed server may live on: as a zombie that nobody has waited for, or as another program's
     * after a restart of the machine. PostgreSQL would refuse to start then; its shared memory still tells it when
     * children of the killed server are at work.
     */
    private void forgetStaleProcess() throws IOException {
        OptionalLong process = pidFileNumber(0);
        if (process.isPresent() && ProcessHandle.of(process.getAsLong()).isPresent() && !isRunning()) {
            Files.deleteIfExists(cluster.resolve("postmaster.pid"));
        }
    }

    private static boolean isPostgres(ProcessHandle process) {
        return process.isAlive()
                && process.info()
                        .command()
                        .map(command -> Path.of(command).getFileName().toString())
                        .filter(name -> name.equals("postgres") || name.equals("postgres.exe"))
                        .isPresent();
    }

    /** A line of the file in which a running server describes itself. */
    private OptionalLong pidFileNumber(int line) {
        try {
            List<String> lines = Files.readAllLines(cluster.resolve("postmaster.pid"), StandardCharsets.ISO_8859_1);
            return lines.size() > line
                    ? OptionalLong.of(Long.parseLong(lines.get(line).strip()))
                    : OptionalLong.empty();
        } catch (IOException | NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    private void run(String executable, String... arguments) {
        List<String> command = new ArrayList<>();
        if (asRoot) {
            // In a user namespace of its own the same process is nobody in particular.
            command.addAll(List.of("unshare", "-U"));
        }
        command.add(program.resolve("bin").resolve(executable).toString());
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.to(output.toFile()));
        builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
        builder.environment().put("LC_ALL", "C");
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            if (!process.waitFor(PATIENCE_SECONDS + 30L, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new StartupProblem(Kind.UNAVAILABLE, "The built-in PostgreSQL's " + executable + " hangs.");
            }
            if (process.exitValue() != 0) {
                throw new StartupProblem(
                        Kind.UNAVAILABLE, "The built-in PostgreSQL's " + executable + " failed: " + lastOutput());
            }
        } catch (IOException e) {
            throw new StartupProblem(Kind.UNAVAILABLE, "The built-in PostgreSQL's " + executable + " cannot run: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartupProblem(Kind.UNAVAILABLE, "Interrupted while waiting for the built-in PostgreSQL.");
        }
    }

    private String lastOutput() throws IOException {
        List<String> lines = Files.readString(output, StandardCharsets.ISO_8859_1)
                .lines()
                .filter(line -> !line.isBlank())
                .toList();
        return String.join(" / ", lines.subList(Math.max(0, lines.size() - 4), lines.size()));
    }
}
