package aisle.inventory;

import aisle.inventory.ChangeOutcome.Changed;
import aisle.inventory.ChangeOutcome.Waits;
import aisle.inventory.StockOutcome.Booked;
import aisle.inventory.StockOutcome.Refused;
import aisle.inventory.StockOutcome.Waiting;
import aisle.kernel.Actor;
import aisle.kernel.DomainError;
import aisle.kernel.ErrorCode;
import aisle.kernel.OrderId;
import aisle.kernel.ProductId;
import aisle.kernel.Quantity;
import aisle.kernel.StoreId;
import aisle.kernel.Unit;
import aisle.platform.db.Database;
import aisle.platform.db.Tx;
import aisle.platform.time.Ids;
import aisle.platform.time.Time;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** Stock: adjust it, promise it, look at it, prove it. */
@Singleton
public class Inventory {
    private final StockReadDao reads = new StockReadDao();
    private final ReservationDao reservations = new ReservationDao();
    private final SaleDao sales = new SaleDao();
    private final StockBook book;
    private final Adjustments adjustments;
    private final Verifier verifier;
    private final Database database;
    private final Time time;
    private final Ids ids;

    Inventory(StockBook book, Adjustments adjustments, Verifier verifier, Database database, Time time, Ids ids) {
        this.book = book;
        this.adjustments = adjustments;
        this.verifier = verifier;
        this.database = database;
        this.time = time;
        this.ids = ids;
    }

    /**
     * Changes how much of a product lies in a store, or what the store decided about it. A product that the store did not
     * have enters its assortment. What is above the thresholds for one person is kept for a second one.
     *
     * @throws DomainError {@link ErrorCode#STORE_NOT_FOUND}, {@link ErrorCode#PRODUCT_NOT_FOUND};
     *     {@link ErrorCode#STOCK_CHANGED} when it is not what was expected;
     *     {@link ErrorCode#INSUFFICIENT_STOCK} when it would become negative; {@link ErrorCode#RESERVED_STOCK} when less
     *     would remain than is promised, and that may not or cannot be taken back; {@link ErrorCode#PRECONDITION_FAILED}
     */
    public ChangeOutcome change(Tx tx, Actor actor, StockWish wish) {
        return switch (book.post(tx, actor, List.of(wish)).getFirst()) {
            case Booked() -> new Changed(reads.get(tx.handle(), wish.store(), wish.product()));
            case Waiting waiting -> new Waits(adjustments.file(tx, actor, wish, waiting));
            case Refused(DomainError why) -> throw why;
        };
    }

    /**
     * Books several changes that were agreed on, each by the rules that hold for any change and whatever becomes of the
     * others; answers what became of each, in their order. A fixed number of statements per store.
     */
    public List<StockOutcome> post(Tx tx, Actor actor, List<StockWish> wishes) {
        return book.post(tx, actor, wishes);
    }

    /**
     * Books rows of a file, in their order, each by the rules that hold for any change and whatever becomes of the others;
     * what is as its row says already is left alone, and what takes a second person is refused. A fixed number of
     * statements per store.
     */
    public List<StockRowOutcome> bring(Tx tx, Actor actor, List<StockWish> wishes) {
        return book.bring(tx, actor, wishes);
    }

    /** What {@link #bring} would do now; writes nothing. */
    public List<StockRowOutcome> preview(Handle handle, List<StockWish> wishes) {
        return book.preview(handle, wishes);
    }

    /**
     * Whether there can be so much of a product, which may be sold in whole pieces only.
     *
     * @throws DomainError {@link ErrorCode#PRODUCT_NOT_FOUND}
     */
    public boolean isCountable(Tx tx, ProductId product, Quantity quantity) {
        return book.unit(tx, product) != Unit.EACH || quantity.isWhole();
    }

    /**
     * Promises stock to an order or a purchase under way, as the very last statement of the transaction: the rows of products
     * that everybody buys are locked for as short as can be. When one line cannot be had the whole transaction is refused.
     * The owner is written in the same transaction, so that nothing is ever promised to nobody.
     *
     * @throws DomainError at the end of the transaction, {@link ErrorCode#INSUFFICIENT_STOCK} naming every short product
     */
    public void reserveLast(Tx tx, Reserve wanted) {
        List<UUID> reservationIds =
                wanted.lines().stream().map(line -> ids.next()).toList();
        Instant now = time.now();
        tx.last(() -> {
            List<Shortage> missing = reservations.reserve(tx, wanted, reservationIds, now);
            if (!missing.isEmpty()) {
                throw Shortage.refusal(missing);
            }
        });
    }

    /** Frees what is promised to an order or a purchase, as the last statement too; nothing happens when nothing is. */
    public void releaseLast(Tx tx, StoreId store, UUID owner) {
        tx.last(() -> reservations.release(tx, store, owner));
    }

    /**
     * Takes goods off the shelves for good, as the very last statement of the transaction like {@link #reserveLast}.
     *
     * @throws DomainError at the end of the transaction, {@link ErrorCode#INSUFFICIENT_STOCK} naming every short product
     */
    public void sellLast(Tx tx, Actor actor, Sale sale) {
        Instant now = time.now();
        tx.last(() -> {
            List<Shortage> missing = sales.sell(tx, sale, actor.id(), now);
            if (!missing.isEmpty()) {
                throw Shortage.refusal(missing);
            }
        });
    }

    /**
     * What is held for a purchase is its order's from now on, for good. Both have the same id.
     *
     * @param lines how many it has
     * @return whether all of them are held still
     */
    public boolean keepForOrder(Tx tx, StoreId store, OrderId order, int lines) {
        return reservations.keepForOrder(tx, store, order) == lines;
    }

    /** Compares every stock row with its ledger and its reservations, piece by piece, each as of one moment. */
    public Verification verify() {
        Verifier.Progress progress = verifier.begin();
        while (!progress.isThrough()) {
            progress.add(database.read(handle -> verifier.next(handle, progress)));
        }
        return progress.found();
    }
}
