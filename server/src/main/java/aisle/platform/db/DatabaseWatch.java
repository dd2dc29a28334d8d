package aisle.platform.db;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.AgroalDataSource.FlushMode;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Asks the database once a second, over a connection of its own, whether it answers. While it does not, requests are
 * refused at once: none waits for a connection that cannot come, and threads and memory stay as they are. The connections
 * of those that were already waiting for an answer are cut, because a server that vanished from the network sends nothing,
 * not even an end.
 */
@Singleton
class DatabaseWatch {
    private static final Logger LOG = Logger.getLogger(DatabaseWatch.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration PAUSE_WHILE_AWAY = Duration.ofMillis(250);

    /** However many requests fail at once, the database is not asked more often than this. */
    private static final Duration LEAST_PAUSE = Duration.ofMillis(100);

    /** A database that is merely busy answers an empty statement sooner than this. */
    private static final int PATIENCE_SECONDS = 3;

    private final AgroalDataSource pool;
    private final SchemaReadiness readiness;
    private final PGSimpleDataSource ownWay;
    private final Semaphore doubts = new Semaphore(0);
    private @Nullable Connection connection;
    private volatile boolean away;
    private volatile boolean stopping;

    DatabaseWatch(
            AgroalDataSource pool,
            SchemaReadiness readiness,
            MeterRegistry metrics,
            @ConfigProperty(name = "quarkus.datasource.jdbc.url") String url,
            @ConfigProperty(name = "quarkus.datasource.username") String user,
            @ConfigProperty(name = "quarkus.datasource.password") Optional<String> password) {
        this.pool = pool;
        this.readiness = readiness;
        this.ownWay = Schema.connections(new DatabaseAddress(url, user, password.orElse(""), url));
        ownWay.setApplicationName("aisle-watch");
        ownWay.setLoginTimeout(PATIENCE_SECONDS);
        ownWay.setSocketTimeout(PATIENCE_SECONDS);
        Gauge.builder("database_up", this, watch -> watch.isUp() ? 1 : 0)
                .description("1 while the database answers, 0 while it is away")
                .register(metrics);
    }

    void start(@Observes StartupEvent event) {
        Thread.ofVirtual().name("database-watch").start(this::watch);
    }

    void stop(@Observes ShutdownEvent event) {
        stopping = true;
        doubts.release();
    }

    /** Whether requests may use the database. */
    boolean isUp() {
        return readiness.isReady() && !away;
    }

    /** @throws DatabaseUnavailable at once while the database is away, or has not been reached yet */
    void require() {
        readiness.require();
        if (away) {
            throw new DatabaseUnavailable("The database is away.", null);
        }
    }

    /** A statement failed as it does when the database has gone: it is asked now and not at its next turn. */
    void doubt() {
        if (doubts.availablePermits() == 0) {
            doubts.release();
        }
    }

    private void watch() {
        if (!readiness.await()) {
            return;
        }
        try {
            while (!stopping) {
                boolean answers = answers();
                // A connection may break for reasons of its own; a second one must fail too.
                found(answers || answers());
                Thread.sleep(LEAST_PAUSE);
                doubts.tryAcquire((away ? PAUSE_WHILE_AWAY : PAUSE).toMillis(), TimeUnit.MILLISECONDS);
                doubts.drainPermits();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            forgetConnection();
        }
    }

    private void found(boolean answers) {
        if (answers == away) {
            away = !answers;
            if (away) {
                LOG.error("database_away: requests are refused until it answers");
                pool.flush(FlushMode.ALL);
            } else {
                LOG.info("database_back");
            }
        }
    }

    private boolean answers() {
        try {
            Connection open = connection;
            if (open == null) {
                open = ownWay.getConnection();
                connection = open;
            }
            if (open.isValid(PATIENCE_SECONDS)) {
                return true;
            }
        } catch (SQLException e) {
            if (SqlErrors.isBusy(e)) {
                return true; // It says no, so it is there, and those who have a connection are served.
            }
            LOG.debug("The database does not answer.", e);
        }
        forgetConnection();
        return false;
    }

    private void forgetConnection() {
        if (connection != null) {
            try {
                connection.close();
            } catch (SQLException e) {
                LOG.debug("A broken connection does not close.", e);
            }
            connection = null;
        }
    }
}
