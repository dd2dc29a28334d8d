package aisle.imports;

import aisle.audit.Audit;
import aisle.kernel.Actor;
import aisle.kernel.DomainError;
import aisle.kernel.ErrorCode;
import aisle.kernel.Role;
import aisle.kernel.StoreId;
import aisle.platform.csv.CsvRows;
import aisle.platform.csv.UnreadableFile;
import aisle.platform.db.Database;
import aisle.platform.db.Tx;
import aisle.platform.json.Json;
import aisle.platform.outbox.Outbox;
import aisle.platform.time.Time;
import io.quarkus.arc.All;
import jakarta.inject.Singleton;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Works on a job: has its file read and its rows written in batches. A batch, its errors and the job's progress commit
 * together, so whoever takes the job over goes on exactly behind the last batches.
 */
@Singleton
class ImportEngine {
    /** Short enough that a dead node's job is not forgotten. */
    static final Duration LEASE = Duration.ofSeconds(30);

    /** A batch may outlast the lease, on a slow machine and with a thousand new categories. */
    private static final Duration RENEWAL = LEASE.dividedBy(3);

    private static final int ATTEMPTS = 10;

    /** Rows that are worth to be written by several. */
    private static final long PARTED_FROM = 10_000;

    static final int MOST_ERRORS = 10_000;

    /** Rows that are only counted or skipped between two renewals of the lease. */
    private static final int SKIPPED_PER_RENEWAL = 50_000;

    private final Database database;
    private final ImportDao jobs;
    private final ImportFileDao files = new ImportFileDao();
    private final ImportErrorDao errors = new ImportErrorDao();
    private final Map<ImportKind, Importer<?>> importers = new EnumMap<>(ImportKind.class);
    private final Audit audit;
    private final Outbox outbox;
    private final Time time;
    private final ImportMetrics metrics;

    ImportEngine(
            Database database,
            Json json,
            @All List<Importer<?>> importers,
            Audit audit,
            Outbox outbox,
            Time time,
            ImportMetrics metrics) {
        this.database = database;
        this.jobs = new ImportDao(json);
        importers.forEach(importer -> this.importers.put(importer.kind(), importer));
        this.audit = audit;
        this.outbox = outbox;
        this.time = time;
        this.metrics = metrics;
    }

    /** Somebody else has the job now, or it was canceled. */
    private static final class Lost extends RuntimeException {
        Lost() {
            super(null, null, false, false);
        }
    }

    /** Takes the next job that waits for a worker, or null. */
    @Nullable
    ImportJob claim() {
        return database.transaction(tx -> jobs.claim(tx, time.now(), leaseUntil()));
    }

    /**
     * Brings a claimed job to its end.
     *
     * @param progress is told the job after each batch, never twice at once; what it throws stops the work, which then
     *     goes on behind the last batches once the lease has run out
     * @return the job as it ended, or null when it was canceled or taken over meanwhile
     */
    @Nullable
    ImportJob work(ImportJob job, Consumer<ImportJob> progress) {
        try (ScheduledExecutorService keeper = Executors.newSingleThreadScheduledExecutor()) {
            // Ends by itself when the job is lost, which the next batch finds out too.
            ScheduledFuture<?> unused = keeper.scheduleAtFixedRate(
                    () -> renew(job, null), RENEWAL.toMillis(), RENEWAL.toMillis(), TimeUnit.MILLISECONDS);
            long total = job.totalRows() == null ? count(job) : job.totalRows();
            if (job.totalRows() == null) {
                renew(job, total);
            }
            bring(importer(job.kind()), job, parts(job, total), progress);
            return end(job, ImportStatus.COMPLETED, null);
        } catch (UnreadableFile | DomainError e) {
            return end(job, ImportStatus.FAILED, e.getMessage());
        } catch (Lost e) {
            return null;
        }
    }

    Importer<?> importer(ImportKind kind) {
        Importer<?> importer = importers.get(kind);
        if (importer == null) {
            throw new IllegalStateException("nobody imports " + kind);
        }
        return importer;
    }

    private <L extends ImportLine> void bring(
            Importer<L> importer, ImportJob job, List<Long> done, Consumer<ImportJob> progress) {
        try (ImportRun<L> run = importer.open(() -> stream(job), job)) {
            Object turn = new Object();
            ImportCrew<L> crew = new ImportCrew<>(run, done, row -> keepWhileReading(job, row));
            crew.work(batch -> {
                ImportJob after = write(job, run, batch, importer.overtaken());
                synchronized (turn) {
                    progress.accept(after);
                }
            });
        }
    }

    /** A file that is quick anyhow is written in one part, and so in its own order. */
    private static List<Long> parts(ImportJob job, long totalRows) {
        return totalRows < PARTED_FROM ? job.partRows().subList(0, 1) : job.partRows();
    }

    private InputStream stream(ImportJob job) {
        return new ChunkStream(seq -> database.read(handle -> files.piece(handle, job.id(), seq)));
    }

    /** Counts the rows, which also finds out whether the file can be read to its end before any of it is imported. */
    private long count(ImportJob job) {
        try (CsvRows rows = new CsvRows(stream(job))) {
            long total = 0;
            while (rows.next() != null) {
                keepWhileReading(job, ++total);
            }
            return total;
        }
    }

    private void keepWhileReading(ImportJob job, long row) {
        if (row % SKIPPED_PER_RENEWAL == 0) {
            renew(job, null);
        }
    }

    private void renew(ImportJob job, @Nullable Long totalRows) {
        if (!database.transaction(tx -> jobs.renew(tx, job, totalRows, leaseUntil()))) {
            throw new Lost();
        }
    }

    private <L extends ImportLine> ImportJob write(
            ImportJob job, ImportRun<L> run, ImportCrew.Batch<L> batch, Set<ErrorCode> overtaken) {
        for (int attempt = 1; ; attempt++) {
            try {
                return database.transaction(tx -> write(tx, job, run, batch));
            } catch (DomainError refusal) {
                if (!overtaken.contains(refusal.code()) || attempt == ATTEMPTS) {
                    throw refusal;
                }
            }
        }
    }

    private <L extends ImportLine> ImportJob write(Tx tx, ImportJob job, ImportRun<L> run, ImportCrew.Batch<L> batch) {
        ImportRun.Effect effect = batch.lines().isEmpty()
                ? new ImportRun.Effect(0, 0, List.of())
                : job.dryRun() ? run.preview(tx.handle(), batch.lines()) : run.write(tx, actor(job), batch.lines());
        List<RowError> all = new ArrayList<>(batch.errors());
        all.addAll(effect.errors());
        errors.insert(tx, job.id(), all, MOST_ERRORS);
        int failed = batch.failed() + effect.failed();
        int unchanged = batch.rows() - failed - effect.created() - effect.updated();
        ImportDao.Counts counts =
                new ImportDao.Counts(effect.created(), effect.updated(), unchanged, failed, all.size());
        ImportJob after = jobs.advance(tx, job, batch.part(), batch.behind(), counts, leaseUntil());
        if (after == null) {
            throw new Lost();
        }
        tx.afterCommit(() -> metrics.brought(job, counts));
        return after;
    }

    /** Gives a job up after an error that is nobody's fault but the server's. */
    @Nullable
    ImportJob fail(ImportJob job, String failure) {
        return end(job, ImportStatus.FAILED, failure);
    }

    private @Nullable ImportJob end(ImportJob job, ImportStatus status, @Nullable String failure) {
        return database.transaction(tx -> {
            ImportJob ended = jobs.end(tx, job, status, failure, time.now());
            if (ended != null) {
                announce(tx, actor(ended), ended);
            }
            return ended;
        });
    }

    /** Lets others take a job over at once instead of when its lease has run out. */
    void release(ImportJob job) {
        database.transaction(tx -> jobs.renew(tx, job, null, time.now()));
    }

    /** Leaves the one audit entry of a job, and the event that something may have changed. */
    void announce(Tx tx, Actor actor, ImportJob job) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("status", job.status());
        facts.put("dry_run", job.dryRun());
        facts.put("processed", job.processed());
        facts.put("created", job.created());
        facts.put("updated", job.updated());
        facts.put("unchanged", job.unchanged());
        facts.put("failed", job.failed());
        facts.put("format", job.format());
        String what = job.kind().text() + ".imported";
        audit.record(tx, actor, what, "import", job.id().value(), job.storeId(), facts);
        if (!job.dryRun()) {
            outbox.publish(tx, actor, what + ".v1", "import", job.id().toString(), job.version(), facts);
        }
    }

    /** Acts with the rights that whoever sent the file had. */
    private static Actor actor(ImportJob job) {
        Set<StoreId> stores = job.allowedStores();
        Role role = stores == null ? Role.ADMIN : Role.MANAGER;
        return new Actor(job.createdBy(), role, stores == null ? Set.of() : stores, "import-" + job.id(), null);
    }

    private Instant leaseUntil() {
        return time.now().plus(LEASE);
    }
}
