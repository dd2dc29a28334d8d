package aisle.inventory;

import aisle.audit.Audit;
import aisle.catalog.assortment.Assortment;
import aisle.inventory.BrokenPromises.BrokenPromise;
import aisle.inventory.ReservationDao.Promise;
import aisle.inventory.StockOutcome.Booked;
import aisle.inventory.StockOutcome.Refused;
import aisle.inventory.StockOutcome.Waiting;
import aisle.kernel.Actor;
import aisle.kernel.DomainError;
import aisle.kernel.ErrorCode;
import aisle.kernel.ProductId;
import aisle.kernel.Quantity;
import aisle.kernel.StoreId;
import aisle.kernel.Unit;
import aisle.platform.db.Tx;
import aisle.platform.outbox.Outbox;
import aisle.platform.time.Time;
import aisle.stores.Stores;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/**
 * Books changes of what is on hand. All of its rows are locked before the first is looked at, so that of several who change
 * the same stock each sees what the one before left; then one statement writes rows and ledger.
 */
@Singleton
class StockBook {
    private final StockDao dao = new StockDao();
    private final ReservationDao reservations = new ReservationDao();
    private final Stores stores;
    private final Assortment assortment;
    private final ApprovalThresholds thresholds;
    private final Instance<BrokenPromises> promises;
    private final Audit audit;
    private final Outbox outbox;
    private final Time time;

    StockBook(
            Stores stores,
            Assortment assortment,
            ApprovalThresholds thresholds,
            Instance<BrokenPromises> promises,
            Audit audit,
            Outbox outbox,
            Time time) {
        this.stores = stores;
        this.assortment = assortment;
        this.thresholds = thresholds;
        this.promises = promises;
        this.audit = audit;
        this.outbox = outbox;
        this.time = time;
    }

    /** What is known while wishes are looked at. */
    private record Shelf(
            Map<StoreId, DomainError> closed, Map<ProductId, Goods> goods, Map<StockKey, LockedStock> rows) {
        StockRules.Ruling rule(StockWish wish) {
            DomainError refusal = closed.get(wish.store());
            if (refusal != null) {
                throw refusal;
            }
            return StockRules.rule(wish, goods.get(wish.product()), row(wish));
        }

        LockedStock row(StockWish wish) {
            return rows.getOrDefault(wish.key(), LockedStock.none(wish.key()));
        }
    }

    /** Takes promises back that cannot be kept. */
    @FunctionalInterface
    private interface TakeBack {
        void take(LockedStock row, Quantity overPromised);
    }

    /** A wish that was booked: what the audit and other features are told of it. */
    private record Entry(StockWish wish, Quantity delta, long version) {
        Map<String, Object> facts() {
            return Map.of(
                    "store_id", wish.store().toString(),
                    "product_id", wish.product().toString(),
                    "delta", delta,
                    "reason", wish.reason());
        }
    }

    /**
     * Books wishes in their order, each as {@link StockRules} allow, whatever becomes of the others; answers what became
     * of each.
     */
    List<StockOutcome> post(Tx tx, Actor actor, List<StockWish> wishes) {
        Instant now = time.now();
        Shelf shelf = lock(tx, wishes, now);
        List<StockOutcome> outcomes = new ArrayList<>();
        List<Entry> entries = new ArrayList<>();
        for (StockWish wish : wishes) {
            outcomes.add(book(shelf, wish, entries, (row, over) -> takeBack(tx, actor, wish, row, over)));
        }
        if (!entries.isEmpty()) {
            write(tx, actor, shelf, entries, now);
        }
        return outcomes;
    }

    /** Books rows of a file, as {@link #post} does; what is as its row says already is left alone. */
    List<StockRowOutcome> bring(Tx tx, Actor actor, List<StockWish> wishes) {
        Instant now = time.now();
        Shelf shelf = lock(tx, wishes, now);
        List<Entry> entries = new ArrayList<>();
        List<StockRowOutcome> outcomes = new ArrayList<>();
        for (StockWish wish : wishes) {
            outcomes.add(bring(shelf, wish, entries, (row, over) -> takeBack(tx, actor, wish, row, over)));
        }
        if (!entries.isEmpty()) {
            write(tx, actor, shelf, entries, now);
        }
        return outcomes;
    }

    /** What {@link #bring} would do now; locks and writes nothing, so promises are not looked at. */
    List<StockRowOutcome> preview(Handle handle, List<StockWish> wishes) {
        List<StockKey> keys = wishes.stream().map(StockWish::key).distinct().toList();
        Map<StockKey, LockedStock> rows = new HashMap<>(dao.look(handle, keys));
        keys.forEach(key -> rows.putIfAbsent(key, LockedStock.none(key)));
        Shelf shelf = new Shelf(Map.of(), goods(handle, wishes), rows);
        List<Entry> entries = new ArrayList<>();
        return wishes.stream()
                .map(wish -> bring(shelf, wish, entries, (row, over) -> {}))
                .toList();
    }

    private StockRowOutcome bring(Shelf shelf, StockWish wish, List<Entry> entries, TakeBack takeBack) {
        LockedStock row = shelf.row(wish);
        boolean isNew = row.version() == LockedStock.NEW;
        if (!isNew && wish.isTrueOf(row)) {
            return new StockRowOutcome.Unchanged();
        }
        return switch (book(shelf, wish, entries, takeBack)) {
            case Booked() -> isNew ? new StockRowOutcome.Opened() : new StockRowOutcome.Changed();
            case Refused(DomainError why) -> new StockRowOutcome.Refused(why);
            case Waiting waiting ->
                new StockRowOutcome.Refused(DomainError.of(
                        ErrorCode.FORBIDDEN, "is so much that a second person must agree: change it by itself"));
        };
    }

    /** @throws DomainError {@link ErrorCode#PRODUCT_NOT_FOUND} */
    Unit unit(Tx tx, ProductId product) {
        Goods goods = dao.goods(tx.handle(), List.of(product)).get(product);
        if (goods == null) {
            throw StockRules.noProduct();
        }
        return goods.unit();
    }

    /** The stores that are gone; all others stay until the transaction ends. */
    private Map<StoreId, DomainError> hold(Tx tx, List<StockWish> wishes) {
        Map<StoreId, DomainError> closed = new HashMap<>();
        wishes.stream()
                .map(StockWish::store)
                .distinct()
                .sorted(Comparator.comparing(StoreId::value))
                .forEach(store -> {
                    try {
                        stores.hold(tx, store);
                    } catch (DomainError gone) {
                        closed.put(store, gone);
                    }
                });
        return closed;
    }

    /** Locks the rows of all wishes. A row that there is not yet is made, unless the wish comes to nothing anyway. */
    private Shelf lock(Tx tx, List<StockWish> wishes, Instant now) {
        Map<StoreId, DomainError> closed = hold(tx, wishes);
        Map<ProductId, Goods> goods = goods(tx.handle(), wishes);
        Map<StockKey, LockedStock> rows = new HashMap<>(
                dao.lock(tx, wishes.stream().map(StockWish::key).distinct().toList()));
        Shelf shelf = new Shelf(closed, goods, rows);
        List<StockKey> missing = wishes.stream()
                .filter(wish -> !rows.containsKey(wish.key()) && isPossible(shelf, wish))
                .map(StockWish::key)
                .distinct()
                .toList();
        if (!missing.isEmpty()) {
            dao.open(tx, missing, now);
            rows.putAll(dao.lock(tx, missing));
        }
        return shelf;
    }

    private Map<ProductId, Goods> goods(Handle handle, List<StockWish> wishes) {
        return dao.goods(
                handle, wishes.stream().map(StockWish::product).distinct().toList());
    }

    private boolean isPossible(Shelf shelf, StockWish wish) {
        try {
            StockRules.Ruling ruling = shelf.rule(wish);
            return wish.approved() || !thresholds.areExceeded(ruling.goods(), ruling.delta());
        } catch (DomainError refused) {
            return false;
        }
    }

    private StockOutcome book(Shelf shelf, StockWish wish, List<Entry> entries, TakeBack takeBack) {
        try {
            LockedStock row = shelf.row(wish);
            StockRules.Ruling ruling = shelf.rule(wish);
            StockSettings settings = wish.settings().apply(row.settings());
            if (!wish.approved() && thresholds.areExceeded(ruling.goods(), ruling.delta())) {
                return new Waiting(ruling.delta(), SettingsChange.between(row.settings(), settings));
            }
            if (ruling.overPromised().isPositive()) {
                takeBack.take(row, ruling.overPromised());
            }
            row.book(ruling.delta(), ruling.overPromised(), settings, wish.reason(), wish.reference());
            entries.add(new Entry(wish, ruling.delta(), row.version()));
            return new Booked();
        } catch (DomainError refused) {
            return new Refused(refused);
        }
    }

    /** Takes the youngest promises back that nobody has picked yet, the last of them in part. */
    private void takeBack(Tx tx, Actor actor, StockWish wish, LockedStock row, Quantity needed) {
        Quantity rest = needed;
        List<BrokenPromise> broken = new ArrayList<>();
        for (Promise promise : reservations.lockYoungest(tx, wish.store(), wish.product(), needed)) {
            Quantity missing = promise.quantity().compareTo(rest) <= 0 ? promise.quantity() : rest;
            if (missing.isPositive()) {
                broken.add(new BrokenPromise(promise.order(), promise.line(), missing));
                rest = rest.minus(missing);
            }
        }
        if (rest.isPositive()) {
            throw StockRules.reserved(row, needed.minus(rest));
        }
        reservations.shorten(tx, wish.store(), broken);
        promises.forEach(maker -> maker.note(tx, actor, wish.store(), wish.product(), wish.reason(), broken));
    }

    private void write(Tx tx, Actor actor, Shelf shelf, List<Entry> entries, Instant now) {
        Map<StoreId, List<ProductId>> booked = new LinkedHashMap<>();
        entries.forEach(entry -> booked.computeIfAbsent(entry.wish().store(), store -> new ArrayList<>())
                .add(entry.wish().product()));
        booked.forEach((store, products) ->
                assortment.add(tx, actor, store, products.stream().distinct().toList()));
        List<LockedStock> rows = entries.stream()
                .map(entry -> entry.wish().key())
                .distinct()
                .map(key -> shelf.rows().get(key))
                .toList();
        dao.write(tx, rows, actor.id(), now);
        audit.record(
                tx,
                actor,
                entries.stream()
                        .map(entry -> new Audit.Change(
                                "stock.adjusted",
                                "stock",
                                entry.wish().product().toString(),
                                entry.wish().store(),
                                entry.facts()))
                        .toList());
        outbox.publish(
                tx,
                actor,
                "stock.adjusted.v1",
                "stock",
                entries.stream()
                        .map(entry -> new Outbox.Happening(
                                entry.wish().store() + "/" + entry.wish().product(), entry.version(), entry.facts()))
                        .toList());
    }
}
