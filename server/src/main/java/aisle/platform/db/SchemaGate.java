package aisle.platform.db;

import aisle.platform.config.AisleConfig;
import aisle.platform.config.StartupProblem;
import aisle.platform.config.StartupProblem.Kind;
import aisle.platform.observability.StartupMessages;
import aisle.platform.time.Time;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.JdbiException;

/**
 * Opens the database to requests once it has this version's schema. A database that is still starting is waited for in
 * the background while requests get 503; one that will never do ends the server with one sentence.
 */
@Singleton
class SchemaGate {
    private static final Logger LOG = Logger.getLogger(SchemaGate.class);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    private final DatabaseAddress address;
    private final Duration startupTimeout;
    private final SchemaReadiness readiness;
    private final Instance<StartupCheck> checks;
    private final Time time;
    private final CountDownLatch stopping = new CountDownLatch(1);

    SchemaGate(AisleConfig config, SchemaReadiness readiness, Instance<StartupCheck> checks, Time time) {
        AisleConfig.Database database = config.database();
        this.address = Schema.address(database);
        this.startupTimeout = database.startupTimeout();
        this.readiness = readiness;
        this.checks = checks;
        this.time = time;
    }

    void start(@Observes @Priority(1) StartupEvent event) {
        long deadline = System.nanoTime() + startupTimeout.toNanos();
        try {
            open();
        } catch (StartupProblem e) {
            giveUp(e);
        } catch (DatabaseUnavailable e) {
            LOG.warn("database_awaited: " + e.getMessage());
            Thread.ofVirtual().name("database-awaited").start(() -> await(deadline, e));
        }
    }

    void stop(@Observes ShutdownEvent event) {
        stopping.countDown();
    }

    private void await(long deadline, DatabaseUnavailable first) {
        DatabaseUnavailable last = first;
        Duration pause = Duration.ofMillis(250);
        while (!stopped(pause)) {
            try {
                open();
                LOG.info("database_reached");
                return;
            } catch (StartupProblem e) {
                giveUp(e);
                return;
            } catch (DatabaseUnavailable e) {
                last = e;
            }
            if (System.nanoTime() > deadline) {
                giveUp(new StartupProblem(
                        Kind.UNAVAILABLE,
                        "The database did not come up within " + startupTimeout.toSeconds() + " seconds ("
                                + address.description() + "): " + last.getMessage()));
                return;
            }
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        }
    }

    private void open() {
        Schema.migrate(address, time.today(ZoneOffset.UTC));
        try {
            Database.configured(Schema.connections(address))
                    .useHandle(handle -> checks.forEach(check -> check.check(handle)));
        } catch (JdbiException e) {
            throw Schema.meaning(e, address);
        }
        readiness.announce();
    }

    private void giveUp(StartupProblem problem) {
        System.err.println(StartupMessages.failure(String.valueOf(problem.getMessage())));
        readiness.giveUp(problem.exitStatus());
        Quarkus.asyncExit(problem.exitStatus());
    }

    private boolean stopped(Duration pause) {
        try {
            return stopping.await(pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
