package aisle.inventory.imports;

import aisle.imports.ImportJob;
import aisle.imports.ImportRun;
import aisle.inventory.Inventory;
import aisle.inventory.StockRowOutcome;
import aisle.kernel.Actor;
import aisle.kernel.DomainError;
import aisle.kernel.ErrorCode;
import aisle.platform.db.Tx;
import aisle.platform.db.UniqueKeys;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/**
 * Books the rows of a batch: a fixed number of statements, however many they are. A trial run asks the same questions and
 * writes nothing.
 */
@Singleton
class StockImport {
    /** Another import booked one of these differences in the same moment, which the next attempt sees. */
    static final Set<ErrorCode> OVERTAKEN = Set.of(ErrorCode.STOCK_CHANGED);

    private final StockImportDao dao = new StockImportDao();
    private final Inventory inventory;

    StockImport(Inventory inventory) {
        this.inventory = inventory;
    }

    /** Counts what {@link #write} would do. */
    ImportRun.Effect preview(Handle handle, ImportJob job, Function<StockColumn, String> headers, List<StockRow> rows) {
        StockBatch batch = StockBatch.of(handle, dao, job, headers, rows);
        return effect(batch, inventory.preview(handle, batch.wishes()));
    }

    /**
     * Books rows in their order, each as a movement; what is true already is not booked.
     *
     * @throws DomainError {@link ErrorCode#STOCK_CHANGED} when another import is a moment earlier
     */
    ImportRun.Effect write(
            Tx tx, Actor actor, ImportJob job, Function<StockColumn, String> headers, List<StockRow> rows) {
        StockBatch batch = StockBatch.of(tx.handle(), dao, job, headers, rows);
        List<StockRowOutcome> outcomes = inventory.bring(tx, actor, batch.wishes());
        List<BookedDelta> booked = new ArrayList<>();
        for (int i = 0; i < outcomes.size(); i++) {
            BookedDelta delta = batch.delta(i);
            boolean isBooked = outcomes.get(i) instanceof StockRowOutcome.Opened
                    || outcomes.get(i) instanceof StockRowOutcome.Changed;
            if (delta != null && isBooked) {
                booked.add(delta);
            }
        }
        if (!booked.isEmpty()) {
            UniqueKeys.taken(
                    "imported_delta_pkey",
                    () -> DomainError.of(ErrorCode.STOCK_CHANGED, "Another import has just booked this."),
                    () -> dao.insert(tx, job.id(), booked));
        }
        return effect(batch, outcomes);
    }

    private static ImportRun.Effect effect(StockBatch batch, List<StockRowOutcome> outcomes) {
        int created = 0;
        int updated = 0;
        for (int i = 0; i < outcomes.size(); i++) {
            switch (outcomes.get(i)) {
                case StockRowOutcome.Opened() -> created++;
                case StockRowOutcome.Changed() -> updated++;
                case StockRowOutcome.Unchanged() -> {}
                case StockRowOutcome.Refused(DomainError why) -> batch.refuse(i, why);
            }
        }
        return new ImportRun.Effect(created, updated, batch.errors());
    }
}
