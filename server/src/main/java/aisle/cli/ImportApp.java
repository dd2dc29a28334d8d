package aisle.cli;

import aisle.imports.ImportJob;
import aisle.imports.ImportKind;
import aisle.imports.ImportOptions;
import aisle.imports.ImportResult;
import aisle.imports.ImportStatus;
import aisle.imports.Imports;
import aisle.imports.RowError;
import aisle.kernel.Actor;
import aisle.kernel.DomainError;
import aisle.kernel.ExpectedVersion;
import aisle.kernel.ImportId;
import aisle.kernel.StoreId;
import aisle.platform.db.Database;
import aisle.platform.db.SchemaReadiness;
import aisle.platform.observability.StartupMessages;
import io.quarkus.runtime.QuarkusApplication;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Currency;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Imports a file with the features at hand and no HTTP. */
@Singleton
public class ImportApp implements QuarkusApplication {
    private static final int ERRORS_SHOWN = 10;
    private static final Actor ACTOR = CommandActor.of("import");

    private final SchemaReadiness schema;
    private final Database database;
    private final Imports imports;

    ImportApp(SchemaReadiness schema, Database database, Imports imports) {
        this.schema = schema;
        this.database = database;
        this.imports = imports;
    }

    /** @param arguments what it brings, file, mapping, currency, store and whether nothing is to be changed; empty for what was not given */
    @Override
    public int run(String... arguments) {
        if (!schema.await()) {
            return schema.exitStatus();
        }
        ImportOptions options = new ImportOptions(
                arguments[2].isEmpty() ? null : arguments[2],
                arguments[3].isEmpty() ? null : Currency.getInstance(arguments[3]),
                arguments[4].isEmpty() ? null : new StoreId(UUID.fromString(arguments[4])),
                Boolean.parseBoolean(arguments[5]));
        ImportProgress progress = new ImportProgress(System.out);
        try {
            ImportResult result =
                    imports.run(ACTOR, ImportKind.valueOf(arguments[0]), Path.of(arguments[1]), options, job -> {
                        progress.show(job);
                        if (StopSignals.isRequested() && job.isOpen()) {
                            cancel(job.id());
                        }
                    });
            progress.end();
            return report(result);
        } catch (DomainError e) {
            progress.end();
            System.err.println(StartupMessages.failure(Refusals.sentence(e)));
            return 1;
        }
    }

    private void cancel(ImportId id) {
        database.transaction(tx -> {
            imports.cancel(tx, ACTOR, id, ExpectedVersion.ANY);
            return true;
        });
    }

    /** A file with bad rows counts as imported: what is good of it has landed, and the bad rows are named. */
    private static int report(ImportResult result) {
        ImportJob job = result.job();
        for (RowError error : result.errors()
                .subList(0, Math.min(ERRORS_SHOWN, result.errors().size()))) {
            System.out.println(
                    "  row " + error.row() + ", " + error.column() + ": " + error.reason() + shown(error.value()));
        }
        if (job.failed() > ERRORS_SHOWN) {
            System.out.println("  … and more; GET /api/v1/imports/" + job.id() + "/errors.csv has them all.");
        }
        System.out.println(summary(job));
        return job.status() == ImportStatus.COMPLETED ? 0 : Math.max(1, StopSignals.status());
    }

    private static String shown(@Nullable String value) {
        return value == null || value.isEmpty() ? "" : " (“" + value + "”)";
    }

    private static String summary(ImportJob job) {
        String counts = String.format(
                Locale.ROOT,
                "%,d rows: %,d created, %,d updated, %,d unchanged, %,d bad",
                job.processed(),
                job.created(),
                job.updated(),
                job.unchanged(),
                job.failed());
        return switch (job.status()) {
            case COMPLETED -> (job.dryRun() ? "Nothing was changed. " : "Imported. ") + counts + pace(job) + ".";
            case FAILED -> "The import failed: " + job.failure() + " Until then " + counts + ".";
            case CANCELED -> "The import was stopped. Until then " + counts + ".";
            case QUEUED, RUNNING -> "A running server has taken the import over. So far " + counts + ".";
        };
    }

    /** How long the work itself took, without starting the program. */
    private static String pace(ImportJob job) {
        if (job.startedAt() == null || job.finishedAt() == null) {
            return "";
        }
        long millis =
                Math.max(1, Duration.between(job.startedAt(), job.finishedAt()).toMillis());
        return String.format(Locale.ROOT, "; %.1f s, %,d rows/s", millis / 1000.0, job.processed() * 1000 / millis);
    }
}
