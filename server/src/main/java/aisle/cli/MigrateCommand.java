package aisle.cli;

import aisle.platform.config.StartupProblem;
import aisle.platform.config.StartupProblem.Kind;
import aisle.platform.db.DatabaseUnavailable;
import aisle.platform.db.Schema;
import aisle.platform.time.Time;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Migrations without a server. */
@Command(
        name = "migrate",
        mixinStandardHelpOptions = true,
        description = {
            "Brings the database to this version's schema and ends, without starting the server.",
            "The database is the one that DATABASE_URL, or DB_HOST and its kin, names, else the built-in one."
        })
final class MigrateCommand implements Callable<Integer> {
    private static final Duration PAUSE = Duration.ofSeconds(1);

    @Mixin
    private final DataOption data = new DataOption();

    @Override
    public Integer call() throws InterruptedException {
        Environment environment = Environment.ofProcess();
        Settings settings = Settings.forMigration(environment, data.data());
        environment.refuseProblems();
        try (OpenDatabase database = OpenDatabase.forTool(settings, "migrate")) {
            int applied = migrate(database, settings.startupTimeout());
            System.out.println(
                    applied == 0
                            ? "The database has this version's schema already."
                            : "Applied " + applied + (applied == 1 ? " migration." : " migrations."));
        }
        return 0;
    }

    private static int migrate(OpenDatabase database, Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            try {
                return Schema.migrate(database.migrations(), new Time().today(ZoneOffset.UTC));
            } catch (DatabaseUnavailable e) {
                if (System.nanoTime() > deadline) {
                    throw new StartupProblem(
                            Kind.UNAVAILABLE,
                            "The database did not come up within " + patience.toSeconds() + " seconds ("
                                    + database.address().description() + "): " + e.getMessage());
                }
                Thread.sleep(PAUSE);
            }
        }
    }
}
