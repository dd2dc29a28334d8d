package aisle.catalog.imports;

import aisle.kernel.Actor;
import aisle.kernel.DomainError;
import aisle.kernel.ErrorCode;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Brings products in from CSV files. */
@Singleton
public class ProductImport {
    /**
     * Imports a file in the caller's thread. Bad rows are listed in the result and never thrown.
     *
     * @param file CSV in UTF-8, may be compressed with gzip
     * @param progress is told the job after each batch
     * @throws DomainError {@link ErrorCode#VALIDATION_ERROR} when the file, its header or the mapping is unusable;
     *     {@link ErrorCode#STORE_NOT_FOUND}
     */
    public ImportResult run(Actor actor, Path file, ImportOptions options, Consumer<ImportJob> progress) {
        throw new UnsupportedOperationException();
    }
}
