package aisle.platform.db;

import aisle.platform.config.AisleConfig;
import aisle.platform.config.StartupProblem;
import aisle.platform.config.StartupProblem.Kind;
import aisle.platform.time.Time;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfoService;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.postgresql.ds.PGSimpleDataSource;

/** Brings a database to this version's schema. Several nodes may do so at once: one works, the others wait. */
public final class Schema {
    /** Everything of Aisle lives in this one schema. */
    public static final String NAME = "aisle";

    /** Month partitions are made this far ahead, so that a server which stands still for a while finds its own. */
    private static final int MONTHS_AHEAD = 13;

    private static final int OLDEST_POSTGRES = 15;
    private static final int CONNECT_TIMEOUT_SECONDS = 3;

    /** A server that stands still takes connections and never signs anybody in. */
    private static final int LOGIN_TIMEOUT_SECONDS = 10;

    /** So long making partitions waits for a server that has vanished, or for another node. */
    private static final int UPKEEP_TIMEOUT_SECONDS = 60;

    private static final Logger LOG = Logger.getLogger(Schema.class);

    private Schema() {}

    /**
     * Applies the migrations that are missing, and makes the month partitions from this month on.
     *
     * @return how many migrations there were
     * @throws DatabaseUnavailable when the database is away or busy; it may be tried again
     * @throws StartupProblem when trying again cannot help: a wrong password, no such database, missing rights, a
     *     PostgreSQL that is too old
     */
    public static int migrate(DatabaseAddress address, LocalDate today) {
        try {
            DataSource dataSource = connections(address);
            refuseOldServer(dataSource);
            int applied = flyway(dataSource).migrate().migrationsExecuted;
            tryMonthPartitions(address, today);
            return applied;
        } catch (FlywayException | JdbiException e) {
            throw meaning(e, address);
        }
    }

    private static Flyway flyway(DataSource dataSource) {
        return Flyway.configure()
                .dataSource(dataSource)
                .schemas(NAME)
                .defaultSchema(NAME)
                .createSchemas(true)
                .locations("classpath:db/migration")
                .configuration(Map.of("flyway.postgresql.transactional.lock", "false"))
                .load();
    }

    /**
     * Looks at a database and changes nothing.
     *
     * @throws DatabaseUnavailable when the database is away or busy
     * @throws StartupProblem when it refuses, or cannot be looked at
     */
    public static DatabaseFacts examine(DatabaseAddress address, Time time) {
        try {
            PGSimpleDataSource dataSource = connections(address);
            dataSource.setSocketTimeout(UPKEEP_TIMEOUT_SECONDS);
            return Jdbi.create(dataSource).withHandle(handle -> {
                DatabaseFactsDao dao = new DatabaseFactsDao();
                Instant asked = time.now();
                DatabaseFacts.Server server = dao.server(handle);
                Duration apart = outside(asked, server.time(), time.now());
                return facts(
                        server,
                        dao.hasAdministrators(handle),
                        apart,
                        flyway(dataSource).info());
            });
        } catch (FlywayException | JdbiException e) {
            throw meaning(e, address);
        }
    }

    private static DatabaseFacts facts(
            DatabaseFacts.Server server,
            boolean administrators,
            Duration clocksApart,
            MigrationInfoService migrations) {
        return new DatabaseFacts(
                server,
                administrators,
                clocksApart,
                migrations.pending().length,
                Arrays.stream(migrations.all())
                        .filter(migration -> migration.getState().isFailed())
                        .count());
    }

    /** How far a moment lies outside of the time between two others. */
    private static Duration outside(Instant from, Instant moment, Instant to) {
        if (moment.isBefore(from)) {
            return Duration.between(moment, from);
        }
        return moment.isAfter(to) ? Duration.between(to, moment) : Duration.ZERO;
    }

    /**
     * Upkeep ahead of time, so no reason not to open when it fails: a backup may hold the tables, or a row of a wrong clock
     * may lie where a month's partition belongs. The default partition takes what has no month of its own.
     */
    private static void tryMonthPartitions(DatabaseAddress address, LocalDate today) {
        try {
            ensureMonthPartitions(address, today);
        } catch (JdbiException e) {
            LOG.warnf("month_partitions_postponed: %s", SqlErrors.reason(e));
        }
    }

    /** Where migrations of a server with these settings go. */
    static DatabaseAddress address(AisleConfig.Database database) {
        return new DatabaseAddress(
                database.migrationUrl(),
                database.migrationUser(),
                database.migrationPassword().orElse(""),
                database.description());
    }

    /** Makes the month partitions from this day's month on that are missing. */
    public static void ensureMonthPartitions(AisleConfig config, LocalDate today) {
        ensureMonthPartitions(address(config.database()), today);
    }

    static void ensureMonthPartitions(DatabaseAddress address, LocalDate today) {
        PGSimpleDataSource dataSource = connections(address);
        dataSource.setSocketTimeout(UPKEEP_TIMEOUT_SECONDS);
        Jdbi.create(dataSource)
                .useTransaction(handle -> new SchemaDao().ensureMonthPartitions(handle, today, MONTHS_AHEAD));
    }

    /** Connections of the migration's own: without the time limits that requests have, and not from their pool. */
    static PGSimpleDataSource connections(DatabaseAddress address) {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setURL(address.jdbcUrl());
        dataSource.setUser(address.user());
        dataSource.setPassword(address.password());
        dataSource.setCurrentSchema(NAME + ",public");
        dataSource.setConnectTimeout(CONNECT_TIMEOUT_SECONDS);
        dataSource.setLoginTimeout(LOGIN_TIMEOUT_SECONDS);
        dataSource.setTcpKeepAlive(true);
        dataSource.setLogServerErrorDetail(false); // it may quote a row with personal data
        dataSource.setApplicationName("aisle-migration");
        return dataSource;
    }

    private static void refuseOldServer(DataSource dataSource) {
        int version = Jdbi.create(dataSource).withHandle(new SchemaDao()::serverVersion) / 10_000;
        if (version < OLDEST_POSTGRES) {
            throw new StartupProblem(
                    Kind.UNAVAILABLE,
                    "The database server is PostgreSQL " + version + "; Aisle needs " + OLDEST_POSTGRES + " or later.");
        }
    }

    /** What a failed connection or migration means for the person who started the server. */
    static RuntimeException meaning(RuntimeException error, DatabaseAddress address) {
        return SqlErrors.isWorthTryingLater(error)
                ? new DatabaseUnavailable(SqlErrors.reason(error), error)
                : new StartupProblem(
                        Kind.UNAVAILABLE,
                        "The database cannot be used (" + address.description() + "): " + SqlErrors.reason(error));
    }
}
