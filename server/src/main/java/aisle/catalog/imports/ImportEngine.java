package aisle.catalog.imports;

import aisle.audit.Audit;
import aisle.catalog.categories.Categories;
import aisle.kernel.Actor;
import aisle.kernel.DomainError;
import aisle.kernel.ErrorCode;
import aisle.platform.db.Database;
import aisle.platform.db.Tx;
import aisle.platform.json.Json;
import aisle.platform.outbox.Outbox;
import aisle.platform.time.Ids;
import aisle.platform.time.Time;
import aisle.stores.Stores;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Works on a job: reads its file and writes the rows in batches. A batch, its errors and the job's progress commit
 * together, so whoever takes the job over goes on exactly behind the last batch.
 */
@Singleton
class ImportEngine {
    /** Long enough that a batch never outlives it, short enough that a dead node's job is not forgotten. */
    static final Duration LEASE = Duration.ofSeconds(30);

    private static final int BATCH = 1000;
    private static final int ATTEMPTS = 5;
    static final int MOST_ERRORS = 10_000;

    /** Rows that are only counted or skipped between two renewals of the lease. */
    private static final int SKIPPED_PER_RENEWAL = 50_000;

    private final Database database;
    private final ImportDao jobs;
    private final ProductBatchDao products;
    private final CategoryPathDao categoryPaths = new CategoryPathDao();
    private final Categories categories;
    private final JsonCells jsonCells;
    private final Audit audit;
    private final Outbox outbox;
    private final Time time;
    private final Stores stores;
    private final Counter created;
    private final Counter links;

    ImportEngine(
            Database database,
            Json json,
            ObjectMapper mapper,
            Categories categories,
            Audit audit,
            Outbox outbox,
            Time time,
            Ids ids,
            Stores stores,
            MeterRegistry metrics) {
        this.database = database;
        this.jobs = new ImportDao(json);
        this.products = new ProductBatchDao(json, ids);
        this.categories = categories;
        this.jsonCells = new JsonCells(mapper);
        this.audit = audit;
        this.outbox = outbox;
        this.time = time;
        this.stores = stores;
        this.created = metrics.counter("products_created");
        this.links = metrics.counter("store_product_link");
    }

    /** Somebody else has the job now, or it was canceled. */
    private static final class Lost extends RuntimeException {
        Lost() {
            super(null, null, false, false);
        }
    }

    /** Rows that are written together. */
    private record Batch(List<ProductRow> good, List<RowError> errors, int failed) {
        boolean isEmpty() {
            return good.isEmpty() && failed == 0;
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
     * @param progress is told the job after each batch; what it throws stops the work, which then goes on behind that
     *     batch once the lease has run out
     * @return the job as it ended, or null when it was canceled or taken over meanwhile
     */
    @Nullable
    ImportJob work(ImportJob claimed, Consumer<ImportJob> progress) {
        try {
            ImportJob job = claimed;
            if (job.totalRows() == null) {
                renew(job, count(job));
            }
            try (CsvRows rows = open(job)) {
                ColumnMapping mapping = ColumnMapping.of(job.mapping(), rows.header());
                ProductRows reader = new ProductRows(mapping, jsonCells);
                skip(rows, job);
                for (Batch batch = read(rows, reader); !batch.isEmpty(); batch = read(rows, reader)) {
                    job = write(job, batch, mapping.targets());
                    progress.accept(job);
                }
            }
            return end(job, ImportStatus.COMPLETED, null);
        } catch (UnreadableFile | DomainError e) {
            return end(claimed, ImportStatus.FAILED, e.getMessage());
        } catch (Lost e) {
            return null;
        }
    }

    private CsvRows open(ImportJob job) {
        return new CsvRows(new ChunkStream(seq -> database.read(handle -> jobs.chunk(handle, job.id(), seq))));
    }

    /** Counts the rows, which also finds out whether the file can be read to its end before any of it is imported. */
    private long count(ImportJob job) {
        try (CsvRows rows = open(job)) {
            long total = 0;
            while (rows.next() != null) {
                total++;
                keepWhileReading(job, total);
            }
            return total;
        }
    }

    private void skip(CsvRows rows, ImportJob job) {
        for (long row = 1; row <= job.processed(); row++) {
            if (rows.next() == null) {
                throw new UnreadableFile("The file is shorter than it was.");
            }
            keepWhileReading(job, row);
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

    private static Batch read(CsvRows rows, ProductRows reader) {
        List<ProductRow> good = new ArrayList<>();
        List<RowError> errors = new ArrayList<>();
        int failed = 0;
        while (good.size() + failed < BATCH) {
            CsvRows.Row row = rows.next();
            if (row == null) {
                break;
            }
            ProductRow product = reader.read(row, errors::add);
            if (product == null) {
                failed++;
            } else {
                good.add(product);
            }
        }
        return new Batch(good, errors, failed);
    }

    private ImportJob write(ImportJob job, Batch batch, Set<Target> targets) {
        // Of several rows with one SKU the last counts; the map also sorts, which is the order of the row locks.
        Map<String, ProductRow> bySku = new TreeMap<>();
        batch.good().forEach(row -> bySku.put(row.sku(), row));
        List<ProductRow> rows = List.copyOf(bySku.values());
        for (int attempt = 1; ; attempt++) {
            try {
                return write(job, batch, rows, targets);
            } catch (DomainError overtaken) {
                if (overtaken.code() != ErrorCode.SLUG_TAKEN || attempt == ATTEMPTS) {
                    throw overtaken;
                }
            }
        }
    }

    private ImportJob write(ImportJob job, Batch batch, List<ProductRow> rows, Set<Target> targets) {
        return database.transaction(tx -> {
            ProductBatchDao.Effect effect = effect(tx, job, rows, targets);
            jobs.insertErrors(tx, job.id(), batch.errors(), MOST_ERRORS);
            int unchanged = batch.good().size() - effect.created() - effect.updated();
            ImportDao.Counts counts =
                    new ImportDao.Counts(effect.created(), effect.updated(), unchanged, batch.failed());
            ImportJob after = jobs.advance(tx, job, counts, leaseUntil());
            if (after == null) {
                throw new Lost();
            }
            return after;
        });
    }

    private ProductBatchDao.Effect effect(Tx tx, ImportJob job, List<ProductRow> rows, Set<Target> targets) {
        if (rows.isEmpty()) {
            return new ProductBatchDao.Effect(0, 0);
        }
        Set<List<String>> paths = new HashSet<>();
        rows.stream().map(ProductRow::category).filter(path -> !path.isEmpty()).forEach(paths::add);
        if (job.dryRun()) {
            Map<List<String>, UUID> known = categoryPaths.find(tx.handle(), paths);
            // Any id that no product has stands for a category that would be made.
            paths.forEach(path -> known.putIfAbsent(path, job.id().value()));
            return products.preview(tx.handle(), rows, known, targets, job.currency());
        }
        Instant now = time.now();
        Map<List<String>, UUID> found = categoryPaths.find(tx.handle(), paths);
        paths.stream()
                .filter(path -> !found.containsKey(path))
                .sorted(Comparator.comparing(path -> String.join(Categories.SEPARATOR, path)))
                .forEach(path ->
                        found.put(path, categories.resolve(tx, actor(job), path).value()));
        ProductBatchDao.Effect effect = products.upsert(tx, rows, found, targets, job.currency(), job.createdBy(), now);
        if (job.storeId() != null) {
            stores.hold(tx, job.storeId());
            int entered = products.assign(tx, rows, job.storeId(), now);
            tx.afterCommit(() -> links.increment(entered));
        }
        tx.afterCommit(() -> created.increment(effect.created()));
        return effect;
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
        audit.record(tx, actor, "products.imported", "import", job.id().value(), job.storeId(), facts);
        if (!job.dryRun()) {
            outbox.publish(tx, actor, "products.imported.v1", "import", job.id().toString(), job.version(), facts);
        }
    }

    private static Actor actor(ImportJob job) {
        return new Actor(job.createdBy(), null, Set.of(), "import-" + job.id(), null);
    }

    private Instant leaseUntil() {
        return time.now().plus(LEASE);
    }
}
