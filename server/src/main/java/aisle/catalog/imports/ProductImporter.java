package aisle.catalog.imports;

import aisle.catalog.files.ProductFiles;
import aisle.catalog.files.ProductLine;
import aisle.catalog.files.ProductReader;
import aisle.imports.ImportJob;
import aisle.imports.ImportKind;
import aisle.imports.ImportOptions;
import aisle.imports.ImportRun;
import aisle.imports.Importer;
import aisle.imports.RowGroup;
import aisle.kernel.Actor;
import aisle.kernel.DomainError;
import aisle.kernel.ErrorCode;
import aisle.platform.db.Tx;
import aisle.stores.Stores;
import jakarta.inject.Singleton;
import java.io.InputStream;
import java.util.Currency;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Products from files, with all that belongs to them. The same file again changes nothing. */
@Singleton
class ProductImporter implements Importer<ProductLine> {
    private static final Set<ErrorCode> OVERTAKEN =
            Set.of(ErrorCode.SLUG_TAKEN, ErrorCode.VARIANT_TAKEN, ErrorCode.TAG_NAME_TAKEN);

    private final ProductFiles files;
    private final ProductBatch batch;
    private final Stores stores;

    ProductImporter(ProductFiles files, ProductBatch batch, Stores stores) {
        this.files = files;
        this.batch = batch;
        this.stores = stores;
    }

    @Override
    public ImportKind kind() {
        return ImportKind.PRODUCTS;
    }

    /** @throws DomainError also {@link ErrorCode#STORE_NOT_FOUND} and {@link ErrorCode#CURRENCY_MISMATCH} */
    @Override
    public Plan plan(InputStream file, ImportOptions options) {
        if (options.storeId() != null) {
            Currency ofStore = stores.get(options.storeId()).currency();
            if (!ofStore.equals(options.currency())) {
                throw DomainError.of(
                        ErrorCode.CURRENCY_MISMATCH,
                        "Amounts in this store are in " + ofStore + ", not in " + options.currency() + ".");
            }
        }
        return files.plan(file, options.mapping());
    }

    @Override
    public ImportRun<ProductLine> open(Supplier<InputStream> file, ImportJob job) {
        ProductReader reader = files.open(file, new Plan(job.format(), job.mapping()), job.currency());
        return new Run(reader, new ProductBatch.File(job, reader.said(), reader::header));
    }

    @Override
    public Set<ErrorCode> overtaken() {
        return OVERTAKEN;
    }

    /** One reading of a file. */
    private final class Run implements ImportRun<ProductLine> {
        private final ProductReader reader;
        private final ProductBatch.File file;

        Run(ProductReader reader, ProductBatch.File file) {
            this.reader = reader;
            this.file = file;
        }

        @Override
        public @Nullable RowGroup<ProductLine> next() {
            return reader.next();
        }

        @Override
        public Effect write(Tx tx, Actor actor, List<ProductLine> lines) {
            return batch.write(tx, actor, file, BatchContents.last(lines));
        }

        @Override
        public Effect preview(Handle handle, List<ProductLine> lines) {
            return batch.preview(handle, file, BatchContents.last(lines));
        }

        @Override
        public void close() {
            reader.close();
        }
    }
}
