package aisle.catalog.imports;

import aisle.audit.Audit;
import aisle.catalog.files.ProductFiles;
import aisle.catalog.files.ProductLine;
import aisle.catalog.files.ProductReader;
import aisle.catalog.files.RowError;
import aisle.catalog.files.UnreadableFile;
import aisle.kernel.Actor;
import aisle.kernel.DomainError;
import aisle.kernel.ErrorCode;
import aisle.kernel.Role;
import aisle.kernel.StoreId;
import aisle.platform.db.Database;
import aisle.platform.db.Tx;
import aisle.platform.json.Json;
import aisle.platform.outbox.Outbox;
import aisle.platform.time.Time;
import jakarta.inject.Singleton;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Works on a job: has its file read and its rows written in batches. A batch, its errors and the job's progress commit
 * together, so whoever takes the job over goes on exactly behind the last batches.
 */
@Singleton
class ImportEngine {
    /** Long enough that a batch never outlives it, short enough that a dead node's job is not forgotten. */
    static final Duration LEASE = Duration.ofSeconds(30);

    private static final int ATTEMPTS = 10;

    /** Rows that are worth to be written by several. */
    private static final long PARTED_FROM = 10_000;

    /** Somebody else was a moment earlier, which the next attempt sees. */
    private static final Set<ErrorCode> OVERTAKEN =
            Set.of(ErrorCode.SLUG_TAKEN, ErrorCode.VARIANT_TAKEN, ErrorCode.TAG_NAME_TAKEN);

    static final int MOST_ERRORS = 10_000;

    /** Rows that are only counted or skipped between two renewals of the lease. */
    private static final int SKIPPED_PER_RENEWAL = 50_000;

    private final Database database;
    private final ImportDao jobs;
    private final ImportFileDao files = new ImportFileDao();
    private final ImportErrorDao errors = new ImportErrorDao();
    private final ProductFiles formats;
    private final ProductBatch products;
    private final Audit audit;
    private final Outbox outbox;
    private final Time time;

    ImportEngine(
            Database database,
            Json json,
            ProductFiles formats,
            ProductBatch products,
            Audit audit,
            Outbox outbox,
            Time time) {
        this.database = database;
        this.jobs = new ImportDao(json);
        this.formats = formats;
        this.products = products;
        this.audit = audit;
        this.outbox = outbox;
        this.time = time;
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
        try {
            long total = job.totalRows() == null ? count(job) : job.totalRows();
            if (job.totalRows() == null) {
                renew(job, total);
            }
            try (ProductReader reader = open(job)) {
                ProductBatch.File file = new ProductBatch.File(job, reader.said(), reader::header);
                Object turn = new Object();
                ImportCrew crew = new ImportCrew(reader, parts(job, total), row -> keepWhileReading(job, row));
                crew.work(batch -> {
                    ImportJob after = write(file, batch);
                    synchronized (turn) {
                        progress.accept(after);
                    }
                });
            }
            return end(job, ImportStatus.COMPLETED, null);
        } catch (UnreadableFile | DomainError e) {
            return end(job, ImportStatus.FAILED, e.getMessage());
        } catch (Lost e) {
            return null;
        }
    }

    /** A file that is quick anyhow is written in one part, and so in its own order. */
    private static List<Long> parts(ImportJob job, long totalRows) {
        return totalRows < PARTED_FROM ? job.partRows().subList(0, 1) : job.partRows();
    }

    private ProductReader open(ImportJob job) {
        return formats.open(() -> stream(job), new ProductFiles.Plan(job.format(), job.mapping()), job.currency());
    }

    private InputStream stream(ImportJob job) {
        return new ChunkStream(seq -> database.read(handle -> files.piece(handle, job.id(), seq)));
    }

    /** Counts the rows, which also finds out whether the file can be read to its end before any of it is imported. */
    private long count(ImportJob job) {
        long[] row = new long[1];
        return ProductFiles.count(stream(job), () -> keepWhileReading(job, ++row[0]));
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

    private ImportJob write(ProductBatch.File file, ImportCrew.Batch batch) {
        // Of several rows with one SKU the last counts.
        Map<String, ProductLine> bySku = new LinkedHashMap<>();
        batch.lines().forEach(line -> bySku.put(line.sku(), line));
        List<ProductLine> lines = List.copyOf(bySku.values());
        for (int attempt = 1; ; attempt++) {
            try {
                return database.transaction(tx -> write(tx, file, batch, lines));
            } catch (DomainError overtaken) {
                if (!OVERTAKEN.contains(overtaken.code()) || attempt == ATTEMPTS) {
                    throw overtaken;
                }
            }
        }
    }

    private ImportJob write(Tx tx, ProductBatch.File file, ImportCrew.Batch batch, List<ProductLine> lines) {
        ImportJob job = file.job();
        ProductBatch.Effect effect = lines.isEmpty()
                ? new ProductBatch.Effect(0, 0, List.of())
                : job.dryRun()
                        ? products.preview(tx.handle(), file, lines)
                        : products.write(tx, actor(job), file, lines);
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

    /** Leaves the one audit entry of a job, and the event that products may have changed. */
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
        audit.record(tx, actor, "products.imported", "import", job.id().value(), job.storeId(), facts);
        if (!job.dryRun()) {
            outbox.publish(tx, actor, "products.imported.v1", "import", job.id().toString(), job.version(), facts);
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
