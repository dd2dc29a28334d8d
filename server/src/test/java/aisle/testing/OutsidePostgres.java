package aisle.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A cluster of a PostgreSQL that this machine has installed, with a database and an owner that is no superuser. The system
 * property {@code aisle.test.postgres-bin} names the folder of the installation's programs; without it the usual places
 * are searched.
 */
public final class OutsidePostgres implements AutoCloseable {
    /** The system property that names an installation. */
    static final String PROGRAMS = "aisle.test.postgres-bin";

    /** Role that owns the database. */
    public static final String OWNER = "shop";

    /** Of the owner; has characters that a URL must encode. */
    public static final String PASSWORD = "p@ss w/rd";

    private static final int OLDEST_POSTGRES = 15;
    private static final Pattern VERSION = Pattern.compile("\\(PostgreSQL\\) (\\d+)");
    private static final List<Path> HOMES_BY_VERSION = List.of(
            Path.of("/usr/lib/postgresql"), Path.of("/usr"), Path.of("/opt/homebrew/opt"), Path.of("/usr/local/opt"));
    private static final Pattern HOME = Pattern.compile("\\d+|pgsql-\\d+|postgresql(@\\d+)?");

    private final Path programs;
    private final Path data;
    private final int port;
    private final String settings;

    private OutsidePostgres(Path directory, String settings) throws IOException {
        this.programs = installed().orElseThrow();
        this.data = directory.resolve("cluster");
        this.port = Program.freePort();
        this.settings = settings;
        Path passwords = Files.writeString(directory.resolve("password"), PASSWORD);
        run(
                "initdb",
                "-D",
                data.toString(),
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
    }

    /** The installation that the system property names, if it does. */
    static Optional<Path> named() {
        return Optional.ofNullable(System.getProperty(PROGRAMS))
                .filter(name -> !name.isBlank())
                .map(Path::of);
    }

    /** The oldest installation that Aisle can use, if there is one: it is the furthest from the embedded one. */
    private static Optional<Path> installed() {
        return named().or(() -> Stream.concat(
                        HOMES_BY_VERSION.stream()
                                .flatMap(OutsidePostgres::homes)
                                .map(home -> home.resolve("bin")),
                        Stream.of(System.getenv("PATH").split(java.io.File.pathSeparator))
                                .map(Path::of))
                .filter(bin -> version(bin) >= OLDEST_POSTGRES)
                .min(Comparator.comparingInt(OutsidePostgres::version)));
    }

    private static Stream<Path> homes(Path parent) {
        if (!Files.isDirectory(parent)) {
            return Stream.empty();
        }
        try (Stream<Path> children = Files.list(parent)) {
            return children
                    .filter(child ->
                            HOME.matcher(child.getFileName().toString()).matches())
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Of the server in this folder; 0 when there is none. A folder with clients only has no initdb. */
    private static int version(Path bin) {
        Path initdb = bin.resolve("initdb");
        if (!Files.isExecutable(initdb)) {
            return 0;
        }
        try {
            Process process = new ProcessBuilder(initdb.toString(), "--version").start();
            String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            Matcher version = VERSION.matcher(printed);
            return version.find() ? Integer.parseInt(version.group(1)) : 0;
        } catch (IOException e) {
            return 0;
        }
    }

    /** Whether a test with an outside database can run here; for {@code @EnabledIf}. */
    public static boolean isInstalled() {
        return installed().isPresent();
    }

    /** Makes the cluster as its makers deliver it; it is not started yet. */
    public static OutsidePostgres create(Path directory) throws IOException {
        return new OutsidePostgres(directory, "");
    }

    /** Makes a cluster for many tests that need no durability, in a folder of its own. */
    static OutsidePostgres createThrowAway() throws IOException {
        return new OutsidePostgres(
                Files.createTempDirectory("aisle-postgres-"),
                " -c max_connections=200 -c fsync=off -c synchronous_commit=off -c full_page_writes=off");
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
                "-p " + port + " -c listen_addresses=localhost -c unix_socket_directories=''" + settings,
                "start");
        return this;
    }

    /** Stops it without asking anybody, as a crash would. */
    public void stopAtOnce() {
        run("pg_ctl", "-D", data.toString(), "-w", "-m", "immediate", "stop");
    }

    /** Lets all its processes stand still: connections stay open, and nobody answers. */
    public void freeze() {
        signalAll("-STOP");
    }

    /** Lets them go on. */
    public void thaw() {
        signalAll("-CONT");
    }

    private void signalAll(String signal) {
        try {
            long postmaster = Long.parseLong(Files.readAllLines(data.resolve("postmaster.pid"))
                    .getFirst()
                    .strip());
            List<String> command = new ArrayList<>(List.of("kill", signal, Long.toString(postmaster)));
            ProcessHandle.of(postmaster)
                    .orElseThrow()
                    .descendants()
                    .forEach(child -> command.add(Long.toString(child.pid())));
            new ProcessBuilder(command).start().waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Makes the database {@code shop} and its owner of the same name. */
    public OutsidePostgres createShop() throws SQLException {
        try (Connection connection = connect("postgres", "root");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE ROLE " + OWNER + " LOGIN PASSWORD '" + PASSWORD + "'");
            statement.execute("CREATE DATABASE shop OWNER " + OWNER);
        }
        return this;
    }

    /** A connection of the owner. */
    public Connection connect() throws SQLException {
        return connect("shop", OWNER);
    }

    /** A connection to the shop of another role, for instance the superuser {@code root}; all have the same password. */
    public Connection connectAs(String user) throws SQLException {
        return connect("shop", user);
    }

    private Connection connect(String database, String user) throws SQLException {
        return DriverManager.getConnection("jdbc:postgresql://localhost:" + port + "/" + database, user, PASSWORD);
    }

    /** What DATABASE_URL says. */
    public String url() {
        return url(OWNER);
    }

    /** Likewise, for another role. */
    public String url(String user) {
        return "postgresql://" + user + ":p%40ss%20w%2Frd@localhost:" + port + "/shop?sslmode=disable";
    }

    /** The same as JDBC says it, without user and password. */
    String jdbcUrl() {
        return "jdbc:postgresql://localhost:" + port + "/shop";
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

    /** Stops it and removes its files. */
    @Override
    public void close() {
        if (Files.exists(data.resolve("postmaster.pid"))) {
            thaw();
            stopAtOnce();
        }
        try (Stream<Path> files = Files.walk(data)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
