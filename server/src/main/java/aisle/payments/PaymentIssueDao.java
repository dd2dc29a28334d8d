package aisle.payments;

import aisle.kernel.Money;
import aisle.kernel.OrderId;
import aisle.kernel.Page;
import aisle.kernel.PageRequest;
import aisle.kernel.PaymentId;
import aisle.kernel.StoreId;
import aisle.kernel.UserId;
import aisle.platform.db.Columns;
import aisle.platform.db.Tx;
import aisle.platform.db.paging.Keyset;
import aisle.platform.db.paging.PagedQuery;
import aisle.platform.db.paging.SortKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** SQL of what the staff should look at. */
final class PaymentIssueDao {
    private static final Keyset NEWEST_FIRST = Keyset.of(SortKey.uuid("id").descending());

    /** Once per payment, kind and subject, however often it is noticed; a new word about an old one replaces the detail. */
    void report(
            Tx tx,
            UUID id,
            StoredPayment payment,
            PaymentIssue.Kind kind,
            String subject,
            Money amount,
            @Nullable String detail,
            Instant now) {
        tx.handle()
                .createUpdate("""
                        INSERT INTO payment_issue
                            (store_id, id, kind, payment_id, order_id, subject, amount, currency, detail, created_at)
                        VALUES (:store, :id, :kind, :payment, :order, :subject, :amount, :currency, :detail, :now)
                        ON CONFLICT ON CONSTRAINT payment_issue_subject DO UPDATE SET detail = excluded.detail
                        """)
                .bind("store", payment.store())
                .bind("id", id)
                .bind("kind", kind.name())
                .bind("payment", payment.payment().id())
                .bind("order", payment.order())
                .bind("subject", subject)
                .bind("amount", amount.amount())
                .bind("currency", amount.currency())
                .bind("detail", detail)
                .bind("now", now)
                .execute();
    }

    /** The money that nobody wanted is given back. */
    void resolveUnwanted(Tx tx, StoreId store, PaymentId payment, Instant now) {
        tx.handle()
                .createUpdate("""
                        UPDATE payment_issue SET resolved_at = :now
                        WHERE store_id = :store AND payment_id = :payment AND kind = 'MONEY_WITHOUT_ORDER'
                          AND resolved_at IS NULL
                        """)
                .bind("store", store)
                .bind("payment", payment)
                .bind("now", now)
                .execute();
    }

    /** Puts an end to one that is open; false when it is not. */
    boolean resolve(Tx tx, UUID id, @Nullable UserId by, Instant now) {
        return tx.handle()
                        .createUpdate("""
                                UPDATE payment_issue SET resolved_at = :now, resolved_by = :by
                                WHERE id = :id AND resolved_at IS NULL
                                """)
                        .bind("id", id)
                        .bind("by", by == null ? null : by.value())
                        .bind("now", now)
                        .execute()
                == 1;
    }

    /** Null when there is none such, or in none of these stores; null for all. */
    @Nullable
    PaymentIssue find(Handle handle, UUID id, @Nullable Set<StoreId> stores) {
        return handle.createQuery("SELECT * FROM payment_issue WHERE id = :id")
                .bind("id", id)
                .map((row, context) -> issue(row))
                .findOne()
                .filter(issue -> stores == null || stores.contains(issue.storeId()))
                .orElse(null);
    }

    /** The newest first, of one of these stores, null for all. */
    Page<PaymentIssue> list(Handle handle, @Nullable Set<StoreId> stores, boolean openOnly, PageRequest page) {
        String ofStores = stores == null ? "true" : "store_id = ANY (:stores)";
        String open = openOnly ? " AND resolved_at IS NULL" : "";
        return new PagedQuery(
                        handle,
                        page,
                        NEWEST_FIRST,
                        "FROM payment_issue WHERE " + ofStores + open,
                        query -> bind(query, stores))
                .read(
                        "SELECT *, <position> <matching> AND <after> ORDER BY <order> LIMIT :fetch OFFSET :skip",
                        PaymentIssueDao::issue);
    }

    private static Query bind(Query query, @Nullable Set<StoreId> stores) {
        return stores == null ? query : query.bindArray("stores", UUID.class, ids(stores));
    }

    private static UUID[] ids(Set<StoreId> stores) {
        return stores.stream().map(StoreId::value).toArray(UUID[]::new);
    }

    private static PaymentIssue issue(ResultSet row) throws SQLException {
        return new PaymentIssue(
                row.getObject("id", UUID.class),
                Columns.id(row, "store_id", StoreId::new),
                Columns.constant(row, "kind", PaymentIssue.Kind.class),
                Columns.id(row, "payment_id", PaymentId::new),
                Columns.id(row, "order_id", OrderId::new),
                Columns.money(row, "amount", "currency"),
                row.getString("detail"),
                Columns.instant(row, "created_at"),
                Columns.instantOrNull(row, "resolved_at"),
                Columns.idOrNull(row, "resolved_by", UserId::new));
    }
}
