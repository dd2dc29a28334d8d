package aisle.catalog.imports;

import aisle.audit.Audit;
import aisle.kernel.Actor;
import aisle.kernel.DomainError;
import aisle.kernel.ErrorCode;
import aisle.kernel.ExpectedVersion;
import aisle.kernel.ImportId;
import aisle.kernel.Page;
import aisle.kernel.PageRequest;
import aisle.platform.config.AisleConfig;
import aisle.platform.db.Database;
import aisle.platform.db.Tx;
import aisle.platform.json.Json;
import aisle.platform.time.Ids;
import aisle.platform.time.Time;
import aisle.stores.Stores;
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
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Brings products in from CSV files. A job and its file are stored first; then this node, or any other that shares the
 * database, does the work, and one that dies half-way is succeeded by another.
 */
@Singleton
public class ProductImport {
    private static final int CHUNK = 1 << 20;
    private static final int FIRST_ERRORS = 100;

    private final ImportDao dao;
    private final ImportEngine engine;
    private final Database database;
    private final Stores stores;
    private final Audit audit;
    private final Currency chainCurrency;
    private final Time time;
    private final Ids ids;

    ProductImport(
            Database database,
            Json json,
            ImportEngine engine,
            Stores stores,
            Audit audit,
            AisleConfig config,
            Time time,
            Ids ids) {
        this.dao = new ImportDao(json);
        this.engine = engine;
        this.database = database;
        this.stores = stores;
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
    public ImportResult run(Actor actor, Path file, ImportOptions options, Consumer<ImportJob> progress) {
        String name = Objects.requireNonNullElse(file.getFileName(), file).toString();
        ImportJob job = store(actor, file, name, options, ImportStatus.RUNNING);
        engine.work(job, progress);
        return result(job.id());
    }

    /**
     * Stores a file, to be imported in the background.
     *
     * @throws DomainError as {@link #run}
     */
    public ImportJob submit(Actor actor, Path file, String fileName, ImportOptions options) {
        return store(actor, file, fileName, options, ImportStatus.QUEUED);
    }

    private ImportJob store(Actor actor, Path file, String fileName, ImportOptions options, ImportStatus status) {
        if (options.storeId() != null) {
            stores.get(options.storeId());
        }
        Map<String, List<String>> mapping = mapping(file, options.mapping());
        Instant now = time.now();
        boolean running = status == ImportStatus.RUNNING;
        ImportJob job = new ImportJob(
                new ImportId(ids.next()),
                status,
                fileName,
                mapping,
                Objects.requireNonNullElse(options.currency(), chainCurrency),
                options.storeId(),
                options.dryRun(),
                null,
                0,
                0,
                0,
                0,
                0,
                null,
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
                    Map.of("dry_run", job.dryRun()));
            return job;
        });
    }

    /** Reads the header only: a mapping that cannot work is refused before anything is stored. */
    private static Map<String, List<String>> mapping(Path file, @Nullable String text) {
        try (CsvRows rows = new CsvRows(Files.newInputStream(file))) {
            return ColumnMapping.of(text, rows.header()).names();
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
                dao.insertChunk(tx, job, seq++, chunk);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A job with its first errors.
     *
     * @throws DomainError {@link ErrorCode#IMPORT_NOT_FOUND}
     */
    public ImportResult result(ImportId id) {
        return database.read(handle -> {
            ImportJob job = dao.find(handle, id);
            if (job == null) {
                throw notFound();
            }
            return new ImportResult(
                    job, dao.errors(handle, List.of(id), FIRST_ERRORS).getOrDefault(id, List.of()));
        });
    }

    /**
     * All errors that are kept of a job, by row: up to 10,000.
     *
     * @throws DomainError {@link ErrorCode#IMPORT_NOT_FOUND}
     */
    public List<RowError> errors(ImportId id) {
        return database.read(handle -> {
            if (dao.find(handle, id) == null) {
                throw notFound();
            }
            return dao.errors(handle, List.of(id), ImportEngine.MOST_ERRORS).getOrDefault(id, List.of());
        });
    }

    /** Jobs with their first errors, the newest job first. */
    public Page<ImportResult> list(PageRequest page) {
        return database.read(handle -> {
            Page<ImportJob> jobs = dao.list(handle, page);
            Map<ImportId, List<RowError>> errors =
                    dao.errors(handle, jobs.items().stream().map(ImportJob::id).toList(), FIRST_ERRORS);
            return jobs.map(job -> new ImportResult(job, errors.getOrDefault(job.id(), List.of())));
        });
    }

    /**
     * Ends a job that is open. What it has imported stays.
     *
     * @throws DomainError {@link ErrorCode#IMPORT_NOT_FOUND}; {@link ErrorCode#IMPORT_FINISHED} when it has ended;
     *     {@link ErrorCode#PRECONDITION_FAILED}
     */
    public void cancel(Tx tx, Actor actor, ImportId id, ExpectedVersion expected) {
        ImportJob canceled = dao.cancel(tx, id, time.now());
        if (canceled != null) {
            expected.mustAllow(canceled.version());
            engine.announce(tx, actor, canceled);
            return;
        }
        ImportJob job = dao.find(tx.handle(), id);
        if (job == null) {
            throw notFound();
        }
        throw DomainError.of(ErrorCode.IMPORT_FINISHED, "This import has ended: " + job.status() + ".");
    }

    private static DomainError notFound() {
        return DomainError.of(ErrorCode.IMPORT_NOT_FOUND, "There is no import with this id.");
    }
}
