package aisle.inventory.files;

import aisle.inventory.MovementFilter;
import aisle.kernel.Actor;
import aisle.kernel.DomainError;
import aisle.kernel.ErrorCode;
import aisle.kernel.StoreId;
import aisle.platform.csv.CsvStream;
import aisle.platform.db.Database;
import aisle.platform.time.Time;
import jakarta.inject.Singleton;
import java.io.OutputStream;
import java.time.Instant;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Writes stock and its ledger as files. Who may see what is decided before the first byte. */
@Singleton
class StockExports {
    private final StockExportDao dao = new StockExportDao();
    private final Database database;
    private final Time time;

    StockExports(Database database, Time time) {
        this.database = database;
        this.time = time;
    }

    /**
     * Stock as it is, or as it was.
     *
     * @throws DomainError {@link ErrorCode#WRONG_STORE}, or when the moment is still to come
     */
    Consumer<OutputStream> stock(Actor actor, @Nullable StoreId store, @Nullable Instant asOf) {
        if (asOf != null && asOf.isAfter(time.now())) {
            throw DomainError.invalid("as_of", "out_of_range", "must not be in the future");
        }
        Set<StoreId> visible = actor.visibleStores(store);
        return out -> CsvStream.write(
                out,
                StockLine.HEADER,
                last -> database.read(handle -> dao.stock(handle, visible, asOf, last)),
                StockLine::cells);
    }

    /**
     * The ledger up to now, so that a busy shop's file comes to an end too.
     *
     * @throws DomainError {@link ErrorCode#WRONG_STORE}
     */
    Consumer<OutputStream> movements(Actor actor, MovementFilter filter) {
        Set<StoreId> visible = actor.visibleStores(filter.store());
        Instant now = time.now();
        MovementFilter ending = filter.to() == null || filter.to().isAfter(now) ? filter.until(now) : filter;
        return out -> CsvStream.write(
                out,
                MovementLine.HEADER,
                last -> database.read(handle -> dao.movements(handle, visible, ending, last)),
                MovementLine::cells);
    }
}
