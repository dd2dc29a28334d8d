package aisle.inventory.stocktakes;

import aisle.audit.Audit;
import aisle.inventory.Inventory;
import aisle.inventory.StockAdjustment;
import aisle.inventory.StockOutcome;
import aisle.inventory.StockOutcome.Booked;
import aisle.inventory.StockOutcome.Refused;
import aisle.inventory.StockOutcome.Waiting;
import aisle.inventory.StockReason;
import aisle.inventory.StockWish;
import aisle.kernel.Actor;
import aisle.kernel.CategoryId;
import aisle.kernel.DomainError;
import aisle.kernel.ErrorCode;
import aisle.kernel.ExpectedVersion;
import aisle.kernel.Page;
import aisle.kernel.PageRequest;
import aisle.kernel.ProductId;
import aisle.kernel.Quantity;
import aisle.kernel.Role;
import aisle.kernel.StockTakeId;
import aisle.kernel.StoreId;
import aisle.platform.db.Database;
import aisle.platform.db.Tx;
import aisle.platform.time.Ids;
import aisle.platform.time.Time;
import aisle.stores.Stores;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Stock-takes, from the first count to the booking of the differences. */
@Singleton
class StockTakes {
    private final StockTakeDao dao = new StockTakeDao();
    private final TakeCountDao counts = new TakeCountDao();
    private final Inventory inventory;
    private final Stores stores;
    private final Database database;
    private final Audit audit;
    private final Time time;
    private final Ids ids;

    StockTakes(Inventory inventory, Stores stores, Database database, Audit audit, Time time, Ids ids) {
        this.inventory = inventory;
        this.stores = stores;
        this.database = database;
        this.audit = audit;
        this.time = time;
        this.ids = ids;
    }

    /** Which part of a store is to be counted; null does not restrict. */
    record Area(
            StoreId store,
            @Nullable String binPrefix,
            @Nullable CategoryId category,
            @Nullable String note) {}

    /** Somebody's count of a product; without a time it was made just now. */
    record Count(
            ProductId product, Quantity quantity, @Nullable Instant at) {}

    /** @throws DomainError {@link ErrorCode#STORE_NOT_FOUND}, {@link ErrorCode#CATEGORY_NOT_FOUND} */
    StockTake open(Tx tx, Actor actor, Area area) {
        stores.hold(tx, area.store());
        if (area.category() != null && !dao.isCategory(tx, area.category())) {
            throw DomainError.of(ErrorCode.CATEGORY_NOT_FOUND, "There is no category with this id.");
        }
        StockTake take = new StockTake(
                new StockTakeId(ids.next()),
                area.store(),
                area.binPrefix(),
                area.category(),
                area.note(),
                TakeStatus.OPEN,
                actor.id(),
                time.now(),
                null,
                null,
                1);
        dao.insert(tx, take);
        record(tx, actor, take, "stock_take.opened", Map.of());
        return take;
    }

    /**
     * Notes counts. Each is compared with what the books said at its moment: a product that is sold right after it was
     * counted is no difference.
     *
     * @throws DomainError {@link ErrorCode#STOCK_TAKE_NOT_FOUND}, {@link ErrorCode#STOCK_TAKE_CLOSED},
     *     {@link ErrorCode#PRODUCT_NOT_FOUND}, {@link ErrorCode#VALIDATION_ERROR}
     */
    List<TakeLine> count(Tx tx, Actor actor, StockTakeId id, List<Count> counted) {
        StockTake take = mustBeOpen(dao.hold(tx, id, actor.visibleStores()));
        Instant now = time.now();
        check(tx, take, counted, now);
        counts.insert(tx, take, counted, actor.id(), now);
        record(tx, actor, take, "stock_take.counted", Map.of("counts", counted.size()));
        return counts.lines(
                tx.handle(), take, counted.stream().map(Count::product).toList());
    }

    private void check(Tx tx, StockTake take, List<Count> counted, Instant now) {
        List<DomainError.FieldError> wrong = new ArrayList<>();
        Set<ProductId> seen = new HashSet<>();
        Map<ProductId, Boolean> whole =
                counts.isWhole(tx, counted.stream().map(Count::product).toList());
        for (int i = 0; i < counted.size(); i++) {
            Count count = counted.get(i);
            String field = "counts[" + i + "].";
            if (!seen.add(count.product())) {
                wrong.add(new DomainError.FieldError(field + "product_id", "duplicate", "is there twice"));
            }
            if (!whole.containsKey(count.product())) {
                throw DomainError.of(ErrorCode.PRODUCT_NOT_FOUND, "There is no product " + count.product() + ".");
            }
            if (count.quantity().compareTo(Quantity.ZERO) < 0
                    || count.quantity().compareTo(Quantity.MAX) > 0) {
                wrong.add(new DomainError.FieldError(
                        field + "quantity", "out_of_range", "must be from 0 to " + Quantity.MAX));
            } else if (Boolean.TRUE.equals(whole.get(count.product()))
                    && !count.quantity().isWhole()) {
                wrong.add(new DomainError.FieldError(
                        field + "quantity", "invalid", "This product is counted in whole pieces."));
            }
            if (count.at() != null && (count.at().isAfter(now) || count.at().isBefore(take.openedAt()))) {
                wrong.add(new DomainError.FieldError(
                        field + "counted_at", "out_of_range", "must be between the opening and now"));
            }
        }
        if (!wrong.isEmpty()) {
            throw DomainError.invalid(wrong);
        }
    }

    /**
     * Books the differences, all or none. Of two who post at once, or one who posts and one who cancels, the first wins.
     *
     * @throws DomainError {@link ErrorCode#STOCK_TAKE_NOT_FOUND}, {@link ErrorCode#STOCK_TAKE_CLOSED},
     *     {@link ErrorCode#PRECONDITION_FAILED}; {@link ErrorCode#FORBIDDEN} when it takes a manager; what
     *     {@link Inventory#post} refuses for a single product
     */
    StockTake post(Tx tx, Actor actor, StockTakeId id, ExpectedVersion expected, boolean release) {
        StockTake take = lockOpen(tx, actor, id, expected);
        List<StockWish> wishes = counts.differences(tx, take).stream()
                .map(difference -> wish(actor, take, difference, release))
                .toList();
        if (!wishes.isEmpty()) {
            inventory.post(tx, actor, wishes).forEach(StockTakes::mustBeBooked);
        }
        return close(tx, actor, take, TakeStatus.POSTED, Map.of("differences", wishes.size()));
    }

    /** By the difference and not to the count, since what moved since the count is booked already. */
    private static StockWish wish(Actor actor, StockTake take, TakeCountDao.Difference difference, boolean release) {
        return new StockWish(
                take.storeId(),
                difference.product(),
                ExpectedVersion.ANY,
                StockAdjustment.by(difference.amount(), StockReason.COUNT).releasing(release),
                UnaryOperator.identity(),
                actor.is(Role.MANAGER) || actor.worksEverywhere(),
                "stock-take " + take.id());
    }

    private static void mustBeBooked(StockOutcome outcome) {
        switch (outcome) {
            case Booked() -> {}
            case Waiting waiting ->
                throw DomainError.of(
                        ErrorCode.FORBIDDEN, "A difference is so large that a manager must post this stock-take.");
            case Refused(DomainError why) -> throw why;
        }
    }

    /** @throws DomainError as {@link #post} */
    StockTake cancel(Tx tx, Actor actor, StockTakeId id, ExpectedVersion expected) {
        return close(tx, actor, lockOpen(tx, actor, id, expected), TakeStatus.CANCELED, Map.of());
    }

    private StockTake lockOpen(Tx tx, Actor actor, StockTakeId id, ExpectedVersion expected) {
        StockTake take = mustBeOpen(dao.lock(tx, id, actor.visibleStores()));
        expected.mustAllow(take.version());
        return take;
    }

    private StockTake close(Tx tx, Actor actor, StockTake take, TakeStatus end, Map<String, Object> facts) {
        StockTake closed = take.closed(end, actor.id(), time.now());
        dao.close(tx, closed);
        String action = end == TakeStatus.POSTED ? "stock_take.posted" : "stock_take.canceled";
        record(tx, actor, closed, action, facts);
        return closed;
    }

    private static StockTake mustBeOpen(@Nullable StockTake take) {
        if (take == null) {
            throw notFound();
        }
        if (take.status() != TakeStatus.OPEN) {
            throw DomainError.of(ErrorCode.STOCK_TAKE_CLOSED, "This stock-take is " + take.status() + " already.");
        }
        return take;
    }

    /** @throws DomainError {@link ErrorCode#STOCK_TAKE_NOT_FOUND}, also for one of a store that is not the caller's */
    StockTake get(Actor actor, StockTakeId id) {
        StockTake take = database.read(handle -> dao.find(handle, id, actor.visibleStores()));
        if (take == null) {
            throw notFound();
        }
        return take;
    }

    /** The newest first. */
    Page<StockTake> list(Actor actor, @Nullable StoreId store, @Nullable TakeStatus status, PageRequest page) {
        Set<StoreId> stores = actor.visibleStores(store);
        return database.read(handle -> dao.list(handle, stores, status, page));
    }

    /** Which products of a stock-take are wanted. */
    enum Show {
        /** All of the area, and what was counted besides. */
        ALL,
        /** Those that were counted and are not as the books said. */
        DIFFERENT,
        /** Those of the area that nobody has counted yet. */
        UNCOUNTED
    }

    /**
     * What was counted, compared with the books, by bin.
     *
     * @throws DomainError {@link ErrorCode#STOCK_TAKE_NOT_FOUND}
     */
    Page<TakeLine> lines(Actor actor, StockTakeId id, Show show, PageRequest page) {
        StockTake take = get(actor, id);
        return database.read(handle -> counts.list(handle, take, show, page));
    }

    private static DomainError notFound() {
        return DomainError.of(ErrorCode.STOCK_TAKE_NOT_FOUND, "There is no stock-take with this id.");
    }

    private void record(Tx tx, Actor actor, StockTake take, String action, Map<String, Object> facts) {
        audit.record(tx, actor, action, "stock_take", take.id().value(), take.storeId(), facts);
    }
}
