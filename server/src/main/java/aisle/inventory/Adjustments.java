package aisle.inventory;

import aisle.audit.Audit;
import aisle.inventory.PendingAdjustment.Status;
import aisle.inventory.StockOutcome.Booked;
import aisle.inventory.StockOutcome.Refused;
import aisle.inventory.StockOutcome.Waiting;
import aisle.kernel.Actor;
import aisle.kernel.DomainError;
import aisle.kernel.ErrorCode;
import aisle.kernel.ExpectedVersion;
import aisle.kernel.Page;
import aisle.kernel.PageRequest;
import aisle.kernel.StockAdjustmentId;
import aisle.kernel.StoreId;
import aisle.platform.db.Database;
import aisle.platform.db.Tx;
import aisle.platform.json.Json;
import aisle.platform.outbox.Outbox;
import aisle.platform.time.Ids;
import aisle.platform.time.Time;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Changes of stock that are too large for one person: they wait until a second one agrees. */
@Singleton
class Adjustments {
    private final AdjustmentDao dao;
    private final StockBook book;
    private final Database database;
    private final Audit audit;
    private final Outbox outbox;
    private final Time time;
    private final Ids ids;

    Adjustments(StockBook book, Database database, Json json, Audit audit, Outbox outbox, Time time, Ids ids) {
        this.dao = new AdjustmentDao(json);
        this.book = book;
        this.database = database;
        this.audit = audit;
        this.outbox = outbox;
        this.time = time;
        this.ids = ids;
    }

    /** Keeps a change until somebody else agrees. Nothing is booked. */
    PendingAdjustment file(Tx tx, Actor actor, StockWish wish, Waiting waiting) {
        PendingAdjustment filed = new PendingAdjustment(
                new StockAdjustmentId(ids.next()),
                wish.store(),
                wish.product(),
                waiting.delta(),
                wish.adjustment().onHand(),
                Objects.requireNonNull(wish.adjustment().reason()),
                wish.adjustment().releaseReservations(),
                waiting.settings(),
                Status.PENDING,
                null,
                Objects.requireNonNull(actor.id()),
                time.now(),
                null,
                null,
                1);
        dao.insert(tx, filed);
        tell(tx, actor, "requested", filed);
        return filed;
    }

    /**
     * Agrees: the difference is booked on the stock of this moment, by the rules that hold for any change.
     *
     * @throws DomainError {@link ErrorCode#ADJUSTMENT_NOT_FOUND}, {@link ErrorCode#OWN_REQUEST},
     *     {@link ErrorCode#ALREADY_RESOLVED}, {@link ErrorCode#PRECONDITION_FAILED}, and what any change is refused for; it
     *     goes on waiting then
     */
    PendingAdjustment approve(Tx tx, Actor actor, StockAdjustmentId id, ExpectedVersion expected) {
        PendingAdjustment waiting = lockForReview(tx, actor, id, expected);
        StockOutcome outcome = book.post(tx, actor, List.of(waiting.wish())).getFirst();
        switch (outcome) {
            case Booked() -> {}
            case Refused(DomainError why) -> throw why;
            case Waiting ignored -> throw new IllegalStateException("an approved change waits again");
        }
        return resolve(tx, actor, waiting, Status.APPROVED, null);
    }

    /** Refuses for good; errors as {@link #approve}. */
    PendingAdjustment reject(Tx tx, Actor actor, StockAdjustmentId id, ExpectedVersion expected, String reason) {
        return resolve(tx, actor, lockForReview(tx, actor, id, expected), Status.REJECTED, reason);
    }

    private PendingAdjustment lockForReview(Tx tx, Actor actor, StockAdjustmentId id, ExpectedVersion expected) {
        PendingAdjustment waiting = dao.lock(tx, id, actor.visibleStores());
        if (waiting == null) {
            throw notFound();
        }
        if (waiting.requestedBy().equals(actor.id())) {
            throw DomainError.of(ErrorCode.OWN_REQUEST, "Somebody else must decide about what you asked for.");
        }
        if (waiting.status() != Status.PENDING) {
            throw new DomainError(
                    ErrorCode.ALREADY_RESOLVED,
                    "It has been decided already: " + waiting.status() + ".",
                    Map.of("status", waiting.status()));
        }
        expected.mustAllow(waiting.version());
        return waiting;
    }

    private PendingAdjustment resolve(
            Tx tx, Actor actor, PendingAdjustment waiting, Status status, @Nullable String reason) {
        PendingAdjustment resolved = new PendingAdjustment(
                waiting.id(),
                waiting.storeId(),
                waiting.productId(),
                waiting.delta(),
                waiting.onHand(),
                waiting.reason(),
                waiting.releaseReservations(),
                waiting.settings(),
                status,
                reason,
                waiting.requestedBy(),
                waiting.requestedAt(),
                Objects.requireNonNull(actor.id()),
                time.now(),
                waiting.version() + 1);
        dao.resolve(tx, resolved);
        tell(tx, actor, status == Status.APPROVED ? "approved" : "rejected", resolved);
        return resolved;
    }

    private void tell(Tx tx, Actor actor, String what, PendingAdjustment adjustment) {
        Map<String, Object> facts = Map.of(
                "store_id", adjustment.storeId().toString(),
                "product_id", adjustment.productId().toString(),
                "delta", adjustment.delta(),
                "reason", adjustment.reason(),
                "requested_by", adjustment.requestedBy().toString(),
                "status", adjustment.status());
        audit.record(
                tx,
                actor,
                "stock_adjustment." + what,
                "stock_adjustment",
                adjustment.id().value(),
                adjustment.storeId(),
                facts);
        outbox.publish(
                tx,
                actor,
                "stock_adjustment." + what + ".v1",
                "stock_adjustment",
                adjustment.id().toString(),
                adjustment.version(),
                facts);
    }

    /** @throws DomainError {@link ErrorCode#ADJUSTMENT_NOT_FOUND}, also for one of a store that is not the actor's */
    PendingAdjustment get(Actor actor, StockAdjustmentId id) {
        PendingAdjustment found = database.read(handle -> dao.find(handle, id, actor.visibleStores()));
        if (found == null) {
            throw notFound();
        }
        return found;
    }

    /** The newest first. */
    Page<PendingAdjustment> list(Actor actor, @Nullable StoreId store, @Nullable Status status, PageRequest page) {
        return database.read(handle -> dao.list(handle, actor.visibleStores(store), status, page));
    }

    private static DomainError notFound() {
        return DomainError.of(ErrorCode.ADJUSTMENT_NOT_FOUND, "There is no such change of stock.");
    }
}
