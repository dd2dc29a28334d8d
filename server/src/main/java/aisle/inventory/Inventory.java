package aisle.inventory;

import aisle.audit.Audit;
import aisle.catalog.assortment.Assortment;
import aisle.kernel.Actor;
import aisle.kernel.DomainError;
import aisle.kernel.ErrorCode;
import aisle.kernel.ExpectedVersion;
import aisle.kernel.Page;
import aisle.kernel.PageRequest;
import aisle.kernel.ProductId;
import aisle.kernel.Quantity;
import aisle.kernel.StoreId;
import aisle.kernel.Unit;
import aisle.platform.db.Database;
import aisle.platform.db.Tx;
import aisle.platform.outbox.Outbox;
import aisle.platform.time.Ids;
import aisle.platform.time.Time;
import aisle.stores.Stores;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Stock: adjust it, promise it, look at it, prove it. */
@Singleton
public class Inventory {
    private final StockDao dao = new StockDao();
    private final StockReadDao reads = new StockReadDao();
    private final Database database;
    private final Stores stores;
    private final Assortment assortment;
    private final Audit audit;
    private final Outbox outbox;
    private final Time time;
    private final Ids ids;

    Inventory(Database database, Stores stores, Assortment assortment, Audit audit, Outbox outbox, Time time, Ids ids) {
        this.database = database;
        this.stores = stores;
        this.assortment = assortment;
        this.audit = audit;
        this.outbox = outbox;
        this.time = time;
        this.ids = ids;
    }

    /**
     * Changes how much of a product lies in a store, or what the store decided about it. A product that the store did not
     * have enters its assortment.
     *
     * @throws DomainError {@link ErrorCode#STORE_NOT_FOUND}, {@link ErrorCode#PRODUCT_NOT_FOUND};
     *     {@link ErrorCode#STOCK_CHANGED} when it is not what was expected;
     *     {@link ErrorCode#INSUFFICIENT_STOCK} when it would become negative; {@link ErrorCode#RESERVED_STOCK} when less
     *     would remain than is promised; {@link ErrorCode#PRECONDITION_FAILED}
     */
    public StockLevel adjust(
            Tx tx,
            Actor actor,
            StoreId store,
            ProductId product,
            ExpectedVersion expected,
            StockAdjustment adjustment,
            UnaryOperator<StockSettings> settings) {
        stores.hold(tx, store);
        Unit unit = dao.unit(tx, product);
        if (unit == null) {
            throw DomainError.of(ErrorCode.PRODUCT_NOT_FOUND, "There is no product with this id.");
        }
        Instant now = time.now();
        dao.open(tx, store, product, now);
        assortment.add(tx, actor, store, product);
        StockDao.Locked before = dao.lock(tx, store, product);
        if (before.version() == StockDao.NEW) {
            expected.mustAllowNew();
        } else {
            expected.mustAllow(before.version());
        }
        Quantity delta = adjustment.deltaFrom(before.onHand());
        check(product, unit, before, adjustment, delta);
        dao.change(tx, store, product, delta, settings.apply(before.settings()), reason(adjustment), actor.id(), now);
        record(tx, actor, store, product, adjustment, delta, before.version() + 1);
        return reads.get(tx.handle(), store, product);
    }

    private static void check(
            ProductId product, Unit unit, StockDao.Locked before, StockAdjustment adjustment, Quantity delta) {
        Quantity expected = adjustment.expectedOnHand();
        if (expected != null && !expected.equals(before.onHand())) {
            throw new DomainError(
                    ErrorCode.STOCK_CHANGED,
                    "There are " + before.onHand() + " on hand, not " + expected + ".",
                    Map.of("on_hand", before.onHand()));
        }
        if (unit == Unit.EACH && !delta.isWhole()) {
            String field = adjustment.onHand() == null ? "delta" : "on_hand";
            throw DomainError.invalid(field, "invalid", "This product is counted in whole pieces.");
        }
        Quantity after = before.onHand().plus(delta);
        if (after.compareTo(Quantity.ZERO) < 0) {
            Quantity missing = Quantity.ZERO.minus(delta);
            throw Shortage.refusal(List.of(new Shortage(product, missing, before.onHand())));
        }
        if (after.compareTo(Quantity.MAX) > 0) {
            throw DomainError.invalid("delta", "out_of_range", "A store holds at most " + Quantity.MAX + ".");
        }
        if (after.compareTo(before.reserved()) < 0) {
            throw new DomainError(
                    ErrorCode.RESERVED_STOCK,
                    before.reserved() + " are promised to orders; " + after + " would remain.",
                    Map.of("on_hand", before.onHand(), "reserved", before.reserved()));
        }
    }

    private void record(
            Tx tx,
            Actor actor,
            StoreId store,
            ProductId product,
            StockAdjustment adjustment,
            Quantity delta,
            long version) {
        Map<String, Object> facts = Map.of(
                "store_id", store.toString(),
                "product_id", product.toString(),
                "delta", delta,
                "reason", reason(adjustment));
        audit.record(tx, actor, "stock.adjusted", "stock", product.value(), store, facts);
        outbox.publish(tx, actor, "stock.adjusted.v1", "stock", store + "/" + product, version, facts);
    }

    private static String reason(StockAdjustment adjustment) {
        return adjustment.reason() == null ? "SETTINGS" : adjustment.reason().name();
    }

    /**
     * Promises stock to an order, as the very last statement of the transaction: the rows of products that everybody buys
     * are locked for as short as can be. When one line cannot be had the whole transaction is refused.
     *
     * @throws DomainError at the end of the transaction, {@link ErrorCode#INSUFFICIENT_STOCK} naming every short product
     */
    public void reserveLast(Tx tx, Reserve wanted) {
        List<UUID> reservationIds =
                wanted.lines().stream().map(line -> ids.next()).toList();
        Instant now = time.now();
        tx.last(() -> {
            List<Shortage> missing = dao.reserve(tx, wanted, reservationIds, now);
            if (!missing.isEmpty()) {
                throw Shortage.refusal(missing);
            }
        });
    }

    /** What can be promised now, per product; a product that the store never had is missing from the map. */
    public Map<ProductId, Quantity> available(Handle handle, StoreId store, Collection<ProductId> products) {
        return reads.available(handle, store, products);
    }

    /** Stock rows of the stores that the actor may see, by product name. */
    public Page<StockLevel> list(Actor actor, @Nullable StoreId store, @Nullable ProductId product, PageRequest page) {
        Set<StoreId> visible = visibleStores(actor, store);
        return database.read(handle -> reads.list(handle, visible, product, page));
    }

    /** Ledger lines of the stores that the actor may see, newest first. */
    public Page<StockMovement> movements(
            Actor actor, @Nullable StoreId store, @Nullable ProductId product, PageRequest page) {
        Set<StoreId> visible = visibleStores(actor, store);
        return database.read(handle -> reads.movements(handle, visible, product, page));
    }

    /** The stores to show; null stands for all of them. */
    private static @Nullable Set<StoreId> visibleStores(Actor actor, @Nullable StoreId store) {
        if (store != null) {
            actor.mustWorkIn(store);
            return Set.of(store);
        }
        return actor.worksEverywhere() ? null : actor.stores();
    }

    /** Compares every stock row with its ledger and its open reservations. */
    public Verification verify() {
        return database.read(reads::verify);
    }
}
