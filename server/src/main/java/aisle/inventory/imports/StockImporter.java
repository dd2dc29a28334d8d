package aisle.inventory.imports;

import aisle.imports.FileFormat;
import aisle.imports.ImportJob;
import aisle.imports.ImportKind;
import aisle.imports.ImportOptions;
import aisle.imports.ImportRun;
import aisle.imports.Importer;
import aisle.imports.RowGroup;
import aisle.kernel.Actor;
import aisle.kernel.DomainError;
import aisle.kernel.ErrorCode;
import aisle.platform.csv.ColumnMapping;
import aisle.platform.csv.CsvRows;
import aisle.platform.db.Tx;
import aisle.stores.Stores;
import jakarta.inject.Singleton;
import jakarta.validation.Validator;
import java.io.InputStream;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Counts and differences of stock from files, and what stores decided about it. */
@Singleton
class StockImporter implements Importer<StockRow> {
    private static final Set<StockColumn> NAMES = Set.of(StockColumn.STORE, StockColumn.STORE_ID);

    private static final Set<StockColumn> AMOUNTS = Set.of(StockColumn.ON_HAND, StockColumn.DELTA);

    private final StockImport stock;
    private final Stores stores;
    private final Validator validator;

    StockImporter(StockImport stock, Stores stores, Validator validator) {
        this.stock = stock;
        this.stores = stores;
        this.validator = validator;
    }

    @Override
    public ImportKind kind() {
        return ImportKind.INVENTORY;
    }

    /** @throws DomainError also {@link ErrorCode#STORE_NOT_FOUND} */
    @Override
    public Plan plan(InputStream file, ImportOptions options) {
        if (options.storeId() != null) {
            stores.get(options.storeId());
        }
        try (CsvRows rows = new CsvRows(file)) {
            ColumnMapping<StockColumn> mapping = ColumnMapping.of(options.mapping(), rows.header(), StockColumn.class);
            if (mapping.targets().containsAll(AMOUNTS)) {
                throw DomainError.invalid(
                        "mapping",
                        "ambiguous",
                        "A file has either counts (on_hand) or differences (delta): what came first nobody could tell.");
            }
            if (options.storeId() == null && mapping.targets().stream().noneMatch(NAMES::contains)) {
                throw DomainError.invalid(
                        "store_id", "required", "Say whose stock this is, here or in a column store or store_id.");
            }
            boolean isMapped = options.mapping() != null && !options.mapping().isBlank();
            return new Plan(isMapped ? FileFormat.MAPPED : FileFormat.AISLE, mapping.names());
        }
    }

    @Override
    public ImportRun<StockRow> open(Supplier<InputStream> file, ImportJob job) {
        CsvRows rows = new CsvRows(file.get());
        ColumnMapping<StockColumn> mapping = ColumnMapping.of(job.mapping(), rows.header(), StockColumn.class);
        return new Run(job, new StockRows(rows, mapping, job.format() == FileFormat.AISLE, validator));
    }

    @Override
    public Set<ErrorCode> overtaken() {
        return StockImport.OVERTAKEN;
    }

    /** One reading of a file. */
    private final class Run implements ImportRun<StockRow> {
        private final ImportJob job;
        private final StockRows rows;

        Run(ImportJob job, StockRows rows) {
            this.job = job;
            this.rows = rows;
        }

        @Override
        public @Nullable RowGroup<StockRow> next() {
            return rows.next();
        }

        @Override
        public Effect write(Tx tx, Actor actor, List<StockRow> lines) {
            return stock.write(tx, actor, job, rows::header, lines);
        }

        @Override
        public Effect preview(Handle handle, List<StockRow> lines) {
            return stock.preview(handle, job, rows::header, lines);
        }

        @Override
        public void close() {
            rows.close();
        }
    }
}
