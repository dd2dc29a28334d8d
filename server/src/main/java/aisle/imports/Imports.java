package aisle.imports;

import aisle.audit.Audit;
import aisle.kernel.Actor;
import aisle.kernel.DomainError;
import aisle.kernel.ErrorCode;
import aisle.kernel.ExpectedVersion;
import aisle.kernel.ImportId;
import aisle.kernel.Page;
import aisle.kernel.PageRequest;
import aisle.kernel.StoreId;
import aisle.platform.config.AisleConfig;
import aisle.platform.csv.UnreadableFile;
import aisle.platform.db.Database;
import aisle.platform.db.Tx;
import aisle.platform.json.Json;
import aisle.platform.time.Ids;
import aisle.platform.time.Time;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Brings CSV files in. A job and its file are stored first; then this node, or any other that shares the database, does the
 * work, and one that dies half-way is succeeded by another.
 */
@Singleton
public class Imports {
    private static final int CHUNK = 1 << 20;
    private static final int FIRST_ERRORS = 100;

    /** As a new job is stored. */
    private static final List<Long> NOTHING_DONE = List.of(0L, 0L);

    private final ImportDao dao;
    private final ImportFileDao pieces = new ImportFileDao();
    private final ImportErrorDao errors = new ImportErrorDao();
    private final ImportEngine engine;
    private final Database database;
    private final Audit audit;
    private final Currency chainCurrency;
    private final Time time;
    private final Ids ids;

    Imports(Database database, Json json, ImportEngine engine, Audit audit, AisleConfig config, Time time, Ids ids) {
        this.dao = new ImportDao(json);
        this.engine = engine;
        this.database = database;
        this.audit = audit;
        this.chainCurrency = config.chain().currency();
        this.time = time;
        this.ids = ids;
    }

    /**
     * Imports a file in the caller's thread. Bad rows are listed in the result and never thrown. When the caller dies, a
     * running server finishes the job.
     *
     * @param file CSV in UTF-8, may be compressed with gzip
     * @param progress is told the job after each batch
     * @return the job as it is afterwards; still running only when another node has taken it over
     * @throws DomainError {@link ErrorCode#VALIDATION_ERROR} when the file, its header or the mapping is unusable;
     *     {@link ErrorCode#STORE_NOT_FOUND}
     */
    public ImportResult run(
            Actor actor, ImportKind kind, Path file, ImportOptions options, Consumer<ImportJob> progress) {
        String name = Objects.requireNonNullElse(file.getFileName(), file).toString();
        ImportJob job = store(actor, kind, file, name, options, ImportStatus.RUNNING);
        engine.work(job, progress);
        return database.read(handle -> result(handle, job.id(), null));
    }

    /**
     * Stores a file, to be imported in the background.
     *
     * @throws DomainError as {@link #run}
     */
    public ImportJob submit(Actor actor, ImportKind kind, Path file, String fileName, ImportOptions options) {
        return store(actor, kind, file, fileName, options, ImportStatus.QUEUED);
    }

    private ImportJob store(
            Actor actor, ImportKind kind, Path file, String fileName, ImportOptions wanted, ImportStatus status) {
        Currency currency = Objects.requireNonNullElse(wanted.currency(), chainCurrency);
        ImportOptions options = new ImportOptions(wanted.mapping(), currency, wanted.storeId(), wanted.dryRun());
        Importer.Plan plan = plan(engine.importer(kind), file, options);
        Instant now = time.now();
        boolean running = status == ImportStatus.RUNNING;
        ImportJob job = new ImportJob(
                new ImportId(ids.next()),
                kind,
                status,
                fileName,
                plan.format(),
                plan.mapping(),
                currency,
                options.storeId(),
                options.dryRun(),
                null,
                NOTHING_DONE,
                0,
                0,
                0,
                0,
                0,
                0,
                null,
                stores(actor),
                actor.userId(),
                1,
                now,
                running ? now : null,
                null);
        return database.transaction(tx -> {
            dao.insert(tx, job, running ? now.plus(ImportEngine.LEASE) : null);
            storeFile(tx, job.id(), file);
            audit.record(
                    tx,
                    actor,
                    "import.submitted",
                    "import",
                    job.id().value(),
                    job.storeId(),
                    Map.of("kind", job.kind(), "dry_run", job.dryRun()));
            return job;
        });
    }

    /** Reads the header only: a file that cannot be understood is refused before anything is stored. */
    private static Importer.Plan plan(Importer<?> importer, Path file, ImportOptions options) {
        try (InputStream in = Files.newInputStream(file)) {
            return importer.plan(in, options);
        } catch (UnreadableFile e) {
            throw DomainError.invalid("file", "invalid", String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw DomainError.invalid("file", "unreadable", "There is no file " + file + " that can be read.");
        }
    }

    private void storeFile(Tx tx, ImportId job, Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            int seq = 0;
            for (byte[] chunk = in.readNBytes(CHUNK); chunk.length > 0; chunk = in.readNBytes(CHUNK)) {
                pieces.insert(tx, job, seq++, chunk);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A job with its first errors.
     *
     * @throws DomainError {@link ErrorCode#IMPORT_NOT_FOUND}, also when it is for a store that is not the caller's
     */
    public ImportResult result(Actor actor, ImportId id) {
        return database.read(handle -> result(handle, id, stores(actor)));
    }

    private ImportResult result(Handle handle, ImportId id, @Nullable Set<StoreId> visible) {
        ImportJob job = find(handle, id, visible);
        return new ImportResult(
                job, errors.first(handle, List.of(id), FIRST_ERRORS).getOrDefault(id, List.of()));
    }

    /**
     * All errors that are kept of a job, by row: up to 10,000.
     *
     * @throws DomainError as {@link #result}
     */
    public List<RowError> errors(Actor actor, ImportId id) {
        return database.read(handle -> {
            find(handle, id, stores(actor));
            return errors.first(handle, List.of(id), ImportEngine.MOST_ERRORS).getOrDefault(id, List.of());
        });
    }

    private ImportJob find(Handle handle, ImportId id, @Nullable Set<StoreId> visible) {
        ImportJob job = dao.find(handle, id);
        if (job == null || visible != null && job.storeId() != null && !visible.contains(job.storeId())) {
            throw DomainError.of(ErrorCode.IMPORT_NOT_FOUND, "There is no import with this id.");
        }
        return job;
    }

    /** Where somebody may change and see something; null for everywhere. */
    private static @Nullable Set<StoreId> stores(Actor actor) {
        return actor.isStaff() ? actor.visibleStores() : null;
    }

    /** Jobs with their first errors, the newest job first; of stores, those of the caller's. */
    public Page<ImportResult> list(
            Actor actor, @Nullable ImportKind kind, @Nullable ImportStatus status, PageRequest page) {
        return database.read(handle -> {
            Page<ImportJob> jobs = dao.list(handle, kind, status, stores(actor), page);
            Map<ImportId, List<RowError>> found = errors.first(
                    handle, jobs.items().stream().map(ImportJob::id).toList(), FIRST_ERRORS);
            return jobs.map(job -> new ImportResult(job, found.getOrDefault(job.id(), List.of())));
        });
    }

    /**
     * Ends a job that is open. What it has imported stays.
     *
     * @throws DomainError {@link ErrorCode#IMPORT_NOT_FOUND}; {@link ErrorCode#IMPORT_FINISHED} when it has ended;
     *     {@link ErrorCode#PRECONDITION_FAILED}
     */
    public void cancel(Tx tx, Actor actor, ImportId id, ExpectedVersion expected) {
        find(tx.handle(), id, stores(actor));
        ImportJob canceled = dao.cancel(tx, id, time.now());
        if (canceled == null) {
            ImportJob job = find(tx.handle(), id, stores(actor));
            throw DomainError.of(ErrorCode.IMPORT_FINISHED, "This import has ended: " + job.status() + ".");
        }
        expected.mustAllow(canceled.version());
        engine.announce(tx, actor, canceled);
    }
}
