package aisle.cli;

import aisle.platform.config.StartupProblem;
import aisle.platform.config.StartupProblem.Kind;
import aisle.platform.config.Variable;
import aisle.platform.db.DatabaseAddress;
import aisle.platform.observability.StartupMessages;
import aisle.platform.time.Secrets;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.QuarkusBindException;
import java.io.File;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Runs the application inside: the database first, then Quarkus with what it needs to know as system properties. */
final class Server {
    private Server() {}

    /** Serves until it is told to stop; answers the exit status. */
    static int run(Settings settings, String command) {
        refuseTakenPort(settings.port());
        try (OpenDatabase database = OpenDatabase.forServer(settings, command)) {
            System.setProperty("quarkus.http.port", Integer.toString(settings.port()));
            System.setProperty("AISLE_UPLOAD_DIR", uploadFolder());
            configure(settings, database);
            return runQuarkus(ServerApp.class, command);
        }
    }

    /** Where uploads lie while they are read: this process's own, so that nobody else on the machine can look or be in the way. */
    private static String uploadFolder() {
        try {
            File folder = Files.createTempDirectory("aisle-uploads-").toFile();
            folder.deleteOnExit();
            return folder.getPath();
        } catch (IOException e) {
            throw new StartupProblem(Kind.CONFIGURATION, "No folder for uploads can be made: " + e.getMessage());
        }
    }

    /** Runs a command that needs the features but no HTTP. */
    static int runTool(
            Settings settings, String command, Class<? extends QuarkusApplication> application, String... arguments) {
        try (OpenDatabase database = OpenDatabase.forTool(settings, command)) {
            System.setProperty("quarkus.http.host-enabled", "false");
            // It sends no mail, so whether it could is of no interest.
            System.setProperty("quarkus.log.category.\"aisle.mail\".level", "ERROR");
            configure(settings, database);
            return runQuarkus(application, arguments);
        }
    }

    private static int runQuarkus(Class<? extends QuarkusApplication> application, String... arguments) {
        AtomicInteger status = new AtomicInteger();
        Quarkus.run(application, (code, error) -> status.set(exitStatus(code, error)), arguments);
        return status.get();
    }

    /** What ended the application, for the person who started it. Expected endings have been explained already. */
    private static int exitStatus(int code, @Nullable Throwable error) {
        Throwable root = error;
        while (root != null && root.getCause() != null) {
            root = root.getCause();
        }
        return switch (root) {
            case null -> code;
            case StartupProblem problem -> {
                System.err.println(StartupMessages.failure(String.valueOf(problem.getMessage())));
                yield problem.exitStatus();
            }
            case QuarkusBindException taken -> new StartupProblem(Kind.BUSY, "").exitStatus();
            default -> {
                // A bug, and the log has ended with the application: the trace must not be lost.
                root.printStackTrace();
                yield code;
            }
        };
    }

    private static void configure(Settings settings, OpenDatabase database) {
        DatabaseAddress address = database.address();
        DatabaseAddress migrations = database.migrations();
        System.setProperty("AISLE_JDBC_URL", address.jdbcUrl());
        System.setProperty("AISLE_JDBC_USERNAME", address.user());
        System.setProperty("AISLE_JDBC_PASSWORD", address.password());
        System.setProperty("AISLE_JDBC_DESCRIPTION", address.description());
        System.setProperty("AISLE_JDBC_DIRECT_URL", migrations.jdbcUrl());
        System.setProperty("AISLE_JDBC_DIRECT_USERNAME", migrations.user());
        System.setProperty("AISLE_JDBC_DIRECT_PASSWORD", migrations.password());
        System.setProperty("AISLE_DB_POOL_MAX", Integer.toString(settings.poolSize()));
        for (Variable variable : Variable.values()) {
            System.setProperty(variable.name(), settings.variables().text(variable));
        }
        System.setProperty("JWT_SECRET_KEY", jwtSecret(settings, database));
        System.setProperty("PII_KEY", piiKey(settings, database));
        if (settings.variables().flag(Variable.DEBUG)) {
            System.setProperty("LOG_LEVEL", "DEBUG");
        }
    }

    /** A command that serves nobody signs no tokens; any secret will do for it. */
    private static String jwtSecret(Settings settings, OpenDatabase database) {
        String secret = settings.jwtSecret() == null ? database.secret("jwt_secret_key") : settings.jwtSecret();
        return secret == null ? new Secrets().token(48) : secret;
    }

    private static String piiKey(Settings settings, OpenDatabase database) {
        String key = settings.piiKey() == null ? database.secret("pii_key") : settings.piiKey();
        if (key == null) {
            throw new StartupProblem(
                    Kind.CONFIGURATION, "PII_KEY is not set: give the one that the server of this data has.");
        }
        return key;
    }

    /** Says so before anything is started; somebody may still take the port meanwhile, which Quarkus notices. */
    private static void refuseTakenPort(int port) {
        if (port == 0) {
            return;
        }
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(port));
        } catch (IOException e) {
            throw new StartupProblem(
                    Kind.BUSY,
                    "Port " + port + " cannot be used (" + e.getMessage()
                            + "). Choose another one with --port or PORT.");
        }
    }
}
