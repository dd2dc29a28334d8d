package aisle.platform.db.embedded;

import aisle.platform.config.StartupProblem;
import aisle.platform.config.StartupProblem.Kind;
import aisle.platform.db.DatabaseAddress;
import aisle.platform.time.Secrets;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * The built-in PostgreSQL of one data folder: created at the first start, found again after a crash of the server that
 * started it, started again when it dies, stopped last.
 */
public final class EmbeddedDatabase implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(EmbeddedDatabase.class);
    private static final String NAME = "aisle";
    private static final String FILE = "database";
    private static final Duration WATCH = Duration.ofMillis(250);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final PostgresServer server;
    private final int port;
    private final String password;
    private final CountDownLatch closing = new CountDownLatch(1);
    private @Nullable Thread watcher;

    private EmbeddedDatabase(PostgresServer server, int port, String password) {
        this.server = server;
        this.port = port;
        this.password = password;
    }

    /**
     * Starts it, or takes over the one that a killed server has left running. The caller holds the folder's lock.
     *
     * @throws StartupProblem when it cannot be started
     */
    public static EmbeddedDatabase start(DataDirectory directory) {
        Path cluster = directory.path().resolve("postgres");
        refuseForeignData(directory, cluster);
        PostgresServer server = new PostgresServer(
                PostgresProgram.unpack(directory.path()),
                cluster,
                directory.path().resolve("postgres-output.log"),
                directory.user().equals("root"));
        Properties kept = directory.kept(FILE);
        if (server.exists() && kept.isEmpty()) {
            throw new StartupProblem(
                    Kind.CONFIGURATION,
                    "The data folder " + directory.path() + " has lost its file database.properties with the passwords"
                            + " of its PostgreSQL. Restore it from a backup.");
        }
        if (kept.isEmpty()) {
            Secrets secrets = new Secrets();
            kept.setProperty("superuser_password", secrets.token(24));
            kept.setProperty("password", secrets.token(24));
            kept.setProperty("port", Integer.toString(freePort()));
            directory.keep(FILE, kept);
        }
        if (!server.exists()) {
            server.create(kept.getProperty("superuser_password"));
        }
        int port = Integer.parseInt(kept.getProperty("port"));
        if (server.isRunning()) {
            port = (int) server.port().orElse(port);
        } else {
            port = isFree(port) ? port : freePort();
            startPatiently(server, port);
        }
        if (port != Integer.parseInt(kept.getProperty("port"))) {
            kept.setProperty("port", Integer.toString(port));
            directory.keep(FILE, kept);
        }
        prepare(port, kept);
        return new EmbeddedDatabase(server, port, kept.getProperty("password"));
    }

    /** Where a running server of this folder has its database. */
    public static DatabaseAddress addressOfRunning(DataDirectory directory) {
        Properties kept = directory.kept(FILE);
        return address(Integer.parseInt(kept.getProperty("port", "0")), kept.getProperty("password", ""));
    }

    public DatabaseAddress address() {
        return address(port, password);
    }

    private static DatabaseAddress address(int port, String password) {
        return new DatabaseAddress(
                "jdbc:postgresql://127.0.0.1:" + port + "/" + NAME,
                NAME,
                password,
                "the built-in PostgreSQL on port " + port);
    }

    /** From now on, starts it again whenever it has died. */
    public void watch() {
        watcher = Thread.ofPlatform().daemon().name("postgres-watch").start(() -> {
            while (!closed(WATCH)) {
                if (!server.isRunning()) {
                    restart();
                }
            }
        });
    }

    private void restart() {
        LOG.error("database_died: the built-in PostgreSQL has ended and is started again");
        try {
            server.start(port);
            LOG.info("database_restarted");
        } catch (RuntimeException e) {
            // Children of the killed server may still be ending; the next look tries again.
            LOG.warn("database_restart_failed: " + e.getMessage());
        }
    }

    private boolean closed(Duration wait) {
        try {
            return closing.await(wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** Stops it; everything that uses it must have ended before. */
    @Override
    public void close() {
        closing.countDown();
        try {
            if (watcher != null) {
                watcher.join(PATIENCE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (server.isRunning()) {
            server.stop();
        }
    }

    /** A server that was killed a moment ago may have children which hold its memory for another moment. */
    private static void startPatiently(PostgresServer server, int port) {
        for (int attempt = 1; ; attempt++) {
            try {
                server.start(port);
                return;
            } catch (StartupProblem e) {
                if (attempt == 10) {
                    throw e;
                }
                pause();
            }
        }
    }

    private static void prepare(int port, Properties kept) {
        PGSimpleDataSource superuser = new PGSimpleDataSource();
        superuser.setServerNames(new String[] {"127.0.0.1"});
        superuser.setPortNumbers(new int[] {port});
        superuser.setDatabaseName("postgres");
        superuser.setUser("postgres");
        superuser.setPassword(kept.getProperty("superuser_password"));
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try (Connection connection = superuser.getConnection()) {
                new EmbeddedDatabaseDao().prepare(connection, NAME, kept.getProperty("password"));
                return;
            } catch (SQLException e) {
                // It accepts connections while it still recovers from a crash, and refuses them one by one.
                if (System.nanoTime() > deadline || "28P01".equals(e.getSQLState())) {
                    throw new StartupProblem(
                            Kind.UNAVAILABLE, "The built-in PostgreSQL does not let Aisle in: " + e.getMessage());
                }
                pause();
            }
        }
    }

    private static void refuseForeignData(DataDirectory directory, Path cluster) {
        try {
            if (Files.exists(cluster)) {
                String owner = Files.getOwner(cluster).getName();
                String user = directory.user();
                if (!owner.equals(user)) {
                    throw new StartupProblem(
                            Kind.CONFIGURATION,
                            "The data in " + cluster + " belongs to the user " + owner + ", but this command runs as "
                                    + user + ". Run it as " + owner + ", or name another data folder with --data.");
                }
            }
        } catch (IOException e) {
            throw new StartupProblem(Kind.CONFIGURATION, "The data in " + cluster + " cannot be read: " + e);
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new StartupProblem(Kind.UNAVAILABLE, "There is no free port for the built-in PostgreSQL: " + e);
        }
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static void pause() {
        try {
            Thread.sleep(WATCH);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartupProblem(Kind.UNAVAILABLE, "Interrupted while waiting for the built-in PostgreSQL.");
        }
    }
}
