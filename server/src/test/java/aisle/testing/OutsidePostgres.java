package aisle.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A throw-away cluster of the PostgreSQL that this machine has installed, 15 or newer, with a database and an owner that
 * is no superuser. The system property {@code aisle.test.postgres-bin} names another installation.
 */
public final class OutsidePostgres implements AutoCloseable {
    /** Of the owner; has characters that a URL must encode. */
    public static final String PASSWORD = "p@ss w/rd";

    private final Path programs;
    private final Path data;
    private final int port;

    private OutsidePostgres(Path programs, Path data, int port) {
        this.programs = programs;
        this.data = data;
        this.port = port;
    }

    /** The newest installation, if there is one. */
    public static Optional<Path> installed() {
        String named = System.getProperty("aisle.test.postgres-bin");
        if (named != null) {
            return Optional.of(Path.of(named));
        }
        Path debian = Path.of("/usr/lib/postgresql");
        if (!Files.isDirectory(debian)) {
            return Optional.empty();
        }
        try (Stream<Path> versions = Files.list(debian)) {
            return versions.filter(version -> version.getFileName().toString().matches("1[5-9]|[2-9]\\d"))
                    .map(version -> version.resolve("bin"))
                    .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
                    .max(Comparator.comparing(Path::toString));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether a test with an outside database can run here; for {@code @EnabledIf}. */
    public static boolean isInstalled() {
        return installed().isPresent();
    }

    /** Makes the cluster; it is not started yet. */
    public static OutsidePostgres create(Path directory) throws IOException {
        Path passwords = Files.writeString(directory.resolve("password"), PASSWORD);
        OutsidePostgres postgres =
                new OutsidePostgres(installed().orElseThrow(), directory.resolve("cluster"), Program.freePort());
        postgres.run(
                "initdb",
                "-D",
                postgres.data.toString(),
                "-U",
                "root",
                "-A",
                "scram-sha-256",
                "--pwfile",
                passwords.toString(),
                "-E",
                "UTF8",
                "--locale",
                "C");
        return postgres;
    }

    public OutsidePostgres start() {
        run(
                "pg_ctl",
                "-D",
                data.toString(),
                "-w",
                "-t",
                "60",
                "-l",
                data.resolveSibling("postgres.log").toString(),
                "-o",
                "-p " + port + " -c listen_addresses=localhost -c unix_socket_directories=''",
                "start");
        return this;
    }

    /** Stops it without asking anybody, as a crash would. */
    public void stopAtOnce() {
        run("pg_ctl", "-D", data.toString(), "-w", "-m", "immediate", "stop");
    }

    /** Makes the database {@code shop} and its owner of the same name. */
    public OutsidePostgres createShop() throws SQLException {
        try (Connection connection = connect("postgres", "root");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE ROLE shop LOGIN PASSWORD '" + PASSWORD + "'");
            statement.execute("CREATE DATABASE shop OWNER shop");
        }
        return this;
    }

    /** A connection of the owner. */
    public Connection connect() throws SQLException {
        return connect("shop", "shop");
    }

    private Connection connect(String database, String user) throws SQLException {
        return DriverManager.getConnection("jdbc:postgresql://localhost:" + port + "/" + database, user, PASSWORD);
    }

    /** What DATABASE_URL says. */
    public String url() {
        return "postgresql://shop:p%40ss%20w%2Frd@localhost:" + port + "/shop?sslmode=disable";
    }

    /** PostgreSQL refuses to run as root; in a user namespace of its own it is nobody in particular. */
    private void run(String program, String... arguments) {
        List<String> command = new ArrayList<>();
        if ("root".equals(System.getProperty("user.name"))) {
            command.addAll(List.of("unshare", "-U"));
        }
        command.add(programs.resolve(program).toString());
        command.addAll(List.of(arguments));
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!process.waitFor(90, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IllegalStateException(command + " did not succeed");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        if (Files.exists(data.resolve("postmaster.pid"))) {
            stopAtOnce();
        }
    }
}
