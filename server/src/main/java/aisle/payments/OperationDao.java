package aisle.payments;

import aisle.kernel.OrderId;
import aisle.kernel.PaymentId;
import aisle.kernel.StoreId;
import aisle.platform.db.Columns;
import aisle.platform.db.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** SQL of what providers are asked to do. */
final class OperationDao {
    /** @param dueAt when whoever finds it may take it up; null when it is done */
    void insert(Tx tx, PaymentOperation operation, @Nullable Instant dueAt) {
        tx.handle()
                .createUpdate("""
                        INSERT INTO payment_operation
                            (store_id, id, payment_id, order_id, kind, provider, provider_key, amount, currency, state,
                             reference, code, refund_id, actor_id, request_id, due_at, created_at, updated_at)
                        VALUES
                            (:store, :id, :payment, :order, :kind, :provider, :key, :amount, :currency, :state,
                             :reference, :code, :refund, :actor, :request, :due, :now, :now)
                        """)
                .bind("store", operation.store())
                .bind("id", operation.id())
                .bind("payment", operation.payment())
                .bind("order", operation.order())
                .bind("kind", operation.kind().name())
                .bind("provider", operation.provider().name())
                .bind("key", operation.key())
                .bind("amount", operation.amount().amount())
                .bind("currency", operation.amount().currency())
                .bind("state", operation.state().name())
                .bind("reference", operation.reference())
                .bind("code", operation.code())
                .bind("refund", operation.refund())
                .bind("actor", operation.actor())
                .bind("request", operation.requestId())
                .bind("due", dueAt)
                .bind("now", operation.createdAt())
                .execute();
    }

    /**
     * Takes up what is to be done for a payment and nobody is at: what nobody has ever taken up and may begin by then, and what
     * is due. Refunds are left to whoever asked for them.
     */
    List<PaymentOperation> claim(
            Tx tx, StoreId store, PaymentId payment, Instant now, Instant beginsBy, Instant leaseEnd) {
        return tx.handle()
                .createQuery("""
                        UPDATE payment_operation SET attempts = attempts + 1, due_at = :leaseEnd, updated_at = :now
                        WHERE store_id = :store AND payment_id = :payment AND refund_id IS NULL
                          AND (due_at <= :now OR (attempts = 0 AND due_at <= :beginsBy))
                        RETURNING *
                        """)
                .bind("store", store)
                .bind("payment", payment)
                .bind("now", now)
                .bind("beginsBy", beginsBy)
                .bind("leaseEnd", leaseEnd)
                .map((row, context) -> operation(row))
                .list();
    }

    /** Takes up the parts of a refund that nobody is at. */
    List<PaymentOperation> claimRefund(Tx tx, UUID refund, Instant now, Instant leaseEnd) {
        return tx.handle()
                .createQuery("""
                        UPDATE payment_operation SET attempts = attempts + 1, due_at = :leaseEnd, updated_at = :now
                        WHERE refund_id = :refund AND due_at IS NOT NULL AND (due_at <= :now OR attempts = 0)
                        RETURNING *
                        """)
                .bind("refund", refund)
                .bind("now", now)
                .bind("leaseEnd", leaseEnd)
                .map((row, context) -> operation(row))
                .list();
    }

    /** Takes up what is due, whoever began it. */
    List<PaymentOperation> claimDue(Tx tx, Instant now, Instant leaseEnd, int atMost) {
        return tx.handle()
                .createQuery("""
                        UPDATE payment_operation SET attempts = attempts + 1, due_at = :leaseEnd, updated_at = :now
                        WHERE ctid = ANY (ARRAY(
                            SELECT ctid FROM payment_operation
                            WHERE due_at <= :now
                            ORDER BY due_at
                            LIMIT :atMost
                            FOR UPDATE SKIP LOCKED))
                        RETURNING *
                        """)
                .bind("now", now)
                .bind("leaseEnd", leaseEnd)
                .bind("atMost", atMost)
                .map((row, context) -> operation(row))
                .list();
    }

    /**
     * Writes what became of an operation. What has come to an end stays so, but for money that turns out to be promised although
     * the provider had never heard of it.
     *
     * @return false when its end is written already
     */
    boolean note(
            Tx tx,
            PaymentOperation operation,
            PaymentOperation.State state,
            @Nullable String reference,
            @Nullable String code,
            @Nullable Instant dueAt,
            Instant now) {
        return tx.handle()
                        .createUpdate("""
                                UPDATE payment_operation
                                SET state = :state, reference = coalesce(:reference, reference), code = :code, due_at = :due,
                                    updated_at = :now
                                WHERE store_id = :store AND id = :id
                                  AND (state IN ('PENDING', 'UNKNOWN')
                                       OR (state = 'FAILED' AND code = 'not_sent' AND :state = 'SUCCEEDED'))
                                """)
                        .bind("state", state.name())
                        .bind("reference", reference)
                        .bind("code", code)
                        .bind("due", dueAt)
                        .bind("store", operation.store())
                        .bind("id", operation.id())
                        .bind("now", now)
                        .execute()
                == 1;
    }

    /** Puts an end to a promise that nobody has ever taken up to ask for; false when somebody has, or none is open. */
    boolean withdraw(Tx tx, StoreId store, PaymentId payment, Instant now) {
        return tx.handle()
                        .createUpdate("""
                                UPDATE payment_operation
                                SET state = 'FAILED', code = 'withdrawn', due_at = NULL, updated_at = :now
                                WHERE store_id = :store AND payment_id = :payment AND kind = 'AUTHORIZE'
                                  AND state = 'PENDING' AND attempts = 0
                                """)
                        .bind("store", store)
                        .bind("payment", payment)
                        .bind("now", now)
                        .execute()
                == 1;
    }

    /** Puts an end to what the provider was to promise. */
    void failAuthorization(Tx tx, StoreId store, PaymentId payment, String code, Instant now) {
        tx.handle()
                .createUpdate("""
                        UPDATE payment_operation SET state = 'FAILED', code = :code, due_at = NULL, updated_at = :now
                        WHERE store_id = :store AND payment_id = :payment AND kind = 'AUTHORIZE'
                          AND state IN ('PENDING', 'UNKNOWN')
                        """)
                .bind("store", store)
                .bind("payment", payment)
                .bind("code", code)
                .bind("now", now)
                .execute();
    }

    /** Whether money is being taken or let go of, or has been. */
    boolean isEnding(Tx tx, StoreId store, PaymentId payment) {
        return tx.handle()
                .createQuery("""
                        SELECT EXISTS (SELECT FROM payment_operation
                                       WHERE store_id = :store AND payment_id = :payment AND kind IN ('CAPTURE', 'VOID')
                                         AND state <> 'FAILED')
                        """)
                .bind("store", store)
                .bind("payment", payment)
                .mapTo(Boolean.class)
                .one();
    }

    /** What was asked for an order, the oldest first. */
    List<PaymentOperation> ofOrder(Handle handle, StoreId store, OrderId order) {
        return handle.createQuery("""
                        SELECT o.* FROM payment_operation o
                             JOIN payment p ON p.store_id = o.store_id AND p.id = o.payment_id
                        WHERE p.store_id = :store AND p.order_id = :order
                        ORDER BY o.id
                        """)
                .bind("store", store)
                .bind("order", order)
                .map((row, context) -> operation(row))
                .list();
    }

    /** By the key with which the provider was asked; null for one that is not ours. */
    @Nullable
    PaymentOperation findByKey(Handle handle, String key) {
        return handle.createQuery("SELECT * FROM payment_operation WHERE provider_key = :key")
                .bind("key", key)
                .map((row, context) -> operation(row))
                .findOne()
                .orElse(null);
    }

    private static PaymentOperation operation(ResultSet row) throws SQLException {
        return new PaymentOperation(
                Columns.id(row, "store_id", StoreId::new),
                row.getObject("id", UUID.class),
                Columns.id(row, "payment_id", PaymentId::new),
                Columns.id(row, "order_id", OrderId::new),
                Columns.constant(row, "kind", ProviderRequest.Kind.class),
                Columns.constant(row, "provider", PaymentMethod.class),
                Columns.money(row, "amount", "currency"),
                Columns.constant(row, "state", PaymentOperation.State.class),
                row.getString("reference"),
                row.getString("code"),
                row.getObject("refund_id", UUID.class),
                row.getObject("actor_id", UUID.class),
                row.getString("request_id"),
                row.getInt("attempts"),
                Columns.instant(row, "created_at"));
    }
}
