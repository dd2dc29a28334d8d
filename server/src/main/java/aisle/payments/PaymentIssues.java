package aisle.payments;

import aisle.audit.Audit;
import aisle.kernel.Actor;
import aisle.kernel.DomainError;
import aisle.kernel.ErrorCode;
import aisle.kernel.Page;
import aisle.kernel.PageRequest;
import aisle.kernel.StoreId;
import aisle.platform.db.Database;
import aisle.platform.db.Tx;
import aisle.platform.time.Time;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What somebody of the staff should look at. */
@Singleton
class PaymentIssues {
    private final PaymentIssueDao dao = new PaymentIssueDao();
    private final Database database;
    private final Audit audit;
    private final Time time;

    PaymentIssues(Database database, Audit audit, Time time) {
        this.database = database;
        this.audit = audit;
        this.time = time;
    }

    /** The newest first, of the actor's stores or of one of them. */
    Page<PaymentIssue> list(Actor actor, @Nullable StoreId store, boolean openOnly, PageRequest page) {
        return database.read(handle -> dao.list(handle, actor.visibleStores(store), openOnly, page));
    }

    /**
     * Says that it was looked at.
     *
     * @throws DomainError {@link ErrorCode#PAYMENT_ISSUE_NOT_FOUND}, {@link ErrorCode#ALREADY_RESOLVED}
     */
    PaymentIssue resolve(Tx tx, Actor actor, UUID id) {
        find(tx, actor, id);
        if (!dao.resolve(tx, id, actor.userId(), time.now())) {
            throw DomainError.of(ErrorCode.ALREADY_RESOLVED, "It has been resolved already.");
        }
        PaymentIssue issue = find(tx, actor, id);
        audit.record(
                tx,
                actor,
                "payment_issue.resolved",
                "payment_issue",
                id,
                issue.storeId(),
                Map.of("kind", issue.kind(), "payment_id", issue.paymentId().toString()));
        return issue;
    }

    private PaymentIssue find(Tx tx, Actor actor, UUID id) {
        PaymentIssue issue = dao.find(tx.handle(), id, actor.visibleStores());
        if (issue == null) {
            throw DomainError.of(ErrorCode.PAYMENT_ISSUE_NOT_FOUND, "There is no such issue.");
        }
        return issue;
    }
}
