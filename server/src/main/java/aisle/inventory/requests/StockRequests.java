package aisle.inventory.requests;

import aisle.audit.Audit;
import aisle.inventory.Inventory;
import aisle.inventory.StockOutcome;
import aisle.inventory.StockOutcome.Booked;
import aisle.inventory.StockOutcome.Refused;
import aisle.inventory.StockOutcome.Waiting;
import aisle.inventory.requests.Review.Decision;
import aisle.inventory.requests.StockRequest.Status;
import aisle.kernel.Actor;
import aisle.kernel.DomainError;
import aisle.kernel.ErrorCode;
import aisle.kernel.ExpectedVersion;
import aisle.kernel.Page;
import aisle.kernel.PageRequest;
import aisle.kernel.Quantity;
import aisle.kernel.Role;
import aisle.kernel.StockRequestId;
import aisle.kernel.StoreId;
import aisle.platform.db.Database;
import aisle.platform.db.Tx;
import aisle.platform.outbox.Outbox;
import aisle.platform.time.Ids;
import aisle.platform.time.Time;
import aisle.stores.Stores;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Requests about stock: ask, look, decide, withdraw. */
@Singleton
class StockRequests {
    private final StockRequestDao dao = new StockRequestDao();
    private final Inventory inventory;
    private final Stores stores;
    private final Database database;
    private final Audit audit;
    private final Outbox outbox;
    private final Time time;
    private final Ids ids;

    StockRequests(
            Inventory inventory, Stores stores, Database database, Audit audit, Outbox outbox, Time time, Ids ids) {
        this.inventory = inventory;
        this.stores = stores;
        this.database = database;
        this.audit = audit;
        this.outbox = outbox;
        this.time = time;
        this.ids = ids;
    }

    /**
     * Asks.
     *
     * @throws DomainError {@link ErrorCode#WRONG_STORE}, {@link ErrorCode#STORE_NOT_FOUND},
     *     {@link ErrorCode#PRODUCT_NOT_FOUND}, {@link ErrorCode#VALIDATION_ERROR}
     */
    StockRequest create(Tx tx, Actor actor, NewStockRequest wish) {
        actor.mustWorkIn(wish.storeId());
        wish.mustBePossible();
        stores.hold(tx, wish.storeId());
        if (!inventory.isCountable(tx, wish.productId(), wish.quantity())) {
            throw notWhole("quantity");
        }
        StockRequest request = new StockRequest(
                new StockRequestId(ids.next()),
                wish.storeId(),
                wish.productId(),
                wish.requestType(),
                wish.quantity(),
                wish.note(),
                Status.PENDING,
                null,
                null,
                self(actor),
                time.now(),
                null,
                null,
                1);
        dao.insert(tx, request);
        tell(tx, actor, List.of(request), "requested");
        return request;
    }

    /** @throws DomainError {@link ErrorCode#STOCK_REQUEST_NOT_FOUND}, also for one of a store that is not the actor's */
    StockRequest get(Actor actor, StockRequestId id) {
        return visible(actor, database.read(handle -> dao.find(handle, id)));
    }

    /** The newest first. */
    Page<StockRequest> list(
            Actor actor, @Nullable StoreId store, @Nullable Status status, boolean mine, PageRequest page) {
        StockRequestFilter filter =
                new StockRequestFilter(actor.visibleStores(store), status, mine ? actor.id() : null);
        return database.read(handle -> dao.list(handle, filter, page));
    }

    /**
     * Decides about one; what is approved is booked in the same transaction.
     *
     * @throws DomainError {@link ErrorCode#STOCK_REQUEST_NOT_FOUND}, {@link ErrorCode#OWN_REQUEST},
     *     {@link ErrorCode#ALREADY_RESOLVED}, {@link ErrorCode#PRECONDITION_FAILED},
     *     {@link ErrorCode#VALIDATION_ERROR}, and what any change of stock is refused for; it stays open then
     */
    StockRequest resolve(Tx tx, Actor actor, ExpectedVersion expected, Review review) {
        Review.Outcome outcome = review(tx, actor, expected, List.of(review)).getFirst();
        if (outcome.refusal() != null) {
            throw outcome.refusal();
        }
        return Objects.requireNonNull(outcome.request());
    }

    /** Decides about several, each by itself; answers what became of each, in their order. */
    List<Review.Outcome> review(Tx tx, Actor actor, List<Review> reviews) {
        return review(tx, actor, ExpectedVersion.ANY, reviews);
    }

    private List<Review.Outcome> review(Tx tx, Actor actor, ExpectedVersion expected, List<Review> reviews) {
        Instant now = time.now();
        Map<StockRequestId, StockRequest> locked =
                dao.lock(tx, reviews.stream().map(Review::id).toList());
        Map<StockRequestId, StockRequest> decided = new HashMap<>();
        Map<StockRequestId, DomainError> refused = new HashMap<>();
        for (Review review : reviews) {
            try {
                StockRequest request = open(actor, expected, locked.get(review.id()));
                decided.put(review.id(), decide(actor, request, review, now));
            } catch (DomainError refusal) {
                refused.put(review.id(), refusal);
            }
        }
        book(tx, actor, reviews, decided, refused);
        refused.keySet().forEach(decided::remove);
        if (!decided.isEmpty()) {
            List<StockRequest> resolved = reviews.stream()
                    .map(review -> decided.get(review.id()))
                    .filter(Objects::nonNull)
                    .toList();
            dao.resolve(tx, resolved, self(actor), now);
            tell(tx, actor, with(Status.APPROVED, resolved), "approved");
            tell(tx, actor, with(Status.REJECTED, resolved), "rejected");
        }
        return reviews.stream()
                .map(review -> new Review.Outcome(review.id(), decided.get(review.id()), refused.get(review.id())))
                .toList();
    }

    private static StockRequest open(Actor actor, ExpectedVersion expected, @Nullable StockRequest found) {
        StockRequest request = visible(actor, found);
        if (request.requestedBy().equals(actor.id())) {
            throw DomainError.of(ErrorCode.OWN_REQUEST, "Somebody else must decide about what you asked for.");
        }
        mustBePending(request);
        expected.mustAllow(request.version());
        return request;
    }

    private static void mustBePending(StockRequest request) {
        if (request.status() != Status.PENDING) {
            throw new DomainError(
                    ErrorCode.ALREADY_RESOLVED,
                    "It has been decided already: " + request.status() + ".",
                    Map.of("status", request.status()));
        }
    }

    private static StockRequest decide(Actor actor, StockRequest request, Review review, Instant now) {
        if (review.status() == Decision.REJECTED) {
            return request.resolved(Status.REJECTED, null, review.rejectionReason(), self(actor), now);
        }
        Quantity approved = Objects.requireNonNullElse(review.approvedQuantity(), request.quantity());
        if (!StockRequest.isPossible(request.type(), approved)) {
            throw DomainError.invalid("approved_quantity", "out_of_range", "must be greater than 0");
        }
        return request.resolved(Status.APPROVED, approved, null, self(actor), now);
    }

    private void book(
            Tx tx,
            Actor actor,
            List<Review> reviews,
            Map<StockRequestId, StockRequest> decided,
            Map<StockRequestId, DomainError> refused) {
        List<Review> approvals = reviews.stream()
                .filter(review -> review.status() == Decision.APPROVED && decided.containsKey(review.id()))
                .toList();
        if (approvals.isEmpty()) {
            return;
        }
        List<StockOutcome> outcomes = inventory.post(
                tx,
                actor,
                approvals.stream()
                        .map(review ->
                                Objects.requireNonNull(decided.get(review.id())).wish(review.releaseReservations()))
                        .toList());
        for (int i = 0; i < outcomes.size(); i++) {
            switch (outcomes.get(i)) {
                case Booked() -> {}
                case Refused(DomainError why) ->
                    // Amounts are named as the ledger calls them; here there is only one.
                    refused.put(
                            approvals.get(i).id(),
                            why.code() == ErrorCode.VALIDATION_ERROR ? notWhole("approved_quantity") : why);
                case Waiting ignored -> throw new IllegalStateException("an approved change waits again");
            }
        }
    }

    /**
     * Withdraws a request of one's own; ADMIN may withdraw any.
     *
     * @throws DomainError {@link ErrorCode#STOCK_REQUEST_NOT_FOUND}, also for somebody else's,
     *     {@link ErrorCode#ALREADY_RESOLVED}, {@link ErrorCode#PRECONDITION_FAILED}
     */
    void cancel(Tx tx, Actor actor, StockRequestId id, ExpectedVersion expected) {
        StockRequest request = visible(actor, dao.lock(tx, List.of(id)).get(id));
        if (!request.requestedBy().equals(actor.id()) && !actor.is(Role.ADMIN)) {
            throw DomainError.of(ErrorCode.STOCK_REQUEST_NOT_FOUND, "There is no such request of yours.");
        }
        mustBePending(request);
        expected.mustAllow(request.version());
        Instant now = time.now();
        List<StockRequest> canceled = List.of(request.resolved(Status.CANCELED, null, null, self(actor), now));
        dao.resolve(tx, canceled, self(actor), now);
        tell(tx, actor, canceled, "canceled");
    }

    private static StockRequest visible(Actor actor, @Nullable StockRequest request) {
        if (request == null || (!actor.worksEverywhere() && !actor.stores().contains(request.storeId()))) {
            throw DomainError.of(ErrorCode.STOCK_REQUEST_NOT_FOUND, "There is no such request.");
        }
        return request;
    }

    private static UUID self(Actor actor) {
        return Objects.requireNonNull(actor.id());
    }

    private static List<StockRequest> with(Status status, List<StockRequest> requests) {
        return requests.stream().filter(request -> request.status() == status).toList();
    }

    private void tell(Tx tx, Actor actor, List<StockRequest> requests, String what) {
        if (requests.isEmpty()) {
            return;
        }
        audit.record(
                tx,
                actor,
                requests.stream()
                        .map(request -> new Audit.Change(
                                "stock_request." + what,
                                "stock_request",
                                request.id().toString(),
                                request.storeId(),
                                facts(request)))
                        .toList());
        outbox.publish(
                tx,
                actor,
                "stock_request." + what + ".v1",
                "stock_request",
                requests.stream()
                        .map(request ->
                                new Outbox.Happening(request.id().toString(), request.version(), facts(request)))
                        .toList());
    }

    private static Map<String, Object> facts(StockRequest request) {
        Map<String, Object> facts = new HashMap<>(Map.of(
                "stock_request_id", request.id().toString(),
                "store_id", request.storeId().toString(),
                "product_id", request.productId().toString(),
                "request_type", request.type(),
                "quantity", request.quantity(),
                "requested_by", request.requestedBy().toString(),
                "status", request.status()));
        if (request.approvedQuantity() != null) {
            facts.put("approved_quantity", request.approvedQuantity());
        }
        return facts;
    }

    private static DomainError notWhole(String field) {
        return DomainError.invalid(field, "invalid", "This product is counted in whole pieces.");
    }
}
