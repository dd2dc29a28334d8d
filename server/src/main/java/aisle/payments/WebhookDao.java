package aisle.payments;

import aisle.kernel.PaymentId;
import aisle.kernel.StoreId;
import aisle.platform.db.Columns;
import aisle.platform.db.Tx;
import java.time.Instant;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** SQL of what providers tell by themselves. */
final class WebhookDao {
    /** Where a payment is. */
    record Place(StoreId store, PaymentId payment) {}

    boolean isKnown(Handle handle, PaymentMethod provider, String event) {
        return handle.createQuery("SELECT EXISTS (SELECT FROM payment_event WHERE provider = :provider AND id = :id)")
                .bind("provider", provider.name())
                .bind("id", event)
                .mapTo(Boolean.class)
                .one();
    }

    /** False when it was told before. */
    boolean insert(Tx tx, PaymentMethod provider, ProviderEvent event, @Nullable PaymentId payment, Instant now) {
        return tx.handle()
                        .createUpdate("""
                                INSERT INTO payment_event (provider, id, type, payment_id, created_at, received_at)
                                VALUES (:provider, :id, :type, :payment, :created, :now)
                                ON CONFLICT (provider, id) DO NOTHING
                                """)
                        .bind("provider", provider.name())
                        .bind("id", event.id())
                        .bind("type", event.type())
                        .bind("payment", payment == null ? null : payment.value())
                        .bind("created", event.createdAt())
                        .bind("now", now)
                        .execute()
                == 1;
    }

    /** The payment that a provider calls so, or null. */
    @Nullable
    Place findByReference(Handle handle, PaymentMethod provider, String reference) {
        return handle.createQuery("""
                        SELECT store_id, id FROM payment WHERE reference = :reference AND method = :provider
                        """)
                .bind("reference", reference)
                .bind("provider", provider.name())
                .map((row, context) ->
                        new Place(Columns.id(row, "store_id", StoreId::new), Columns.id(row, "id", PaymentId::new)))
                .findFirst()
                .orElse(null);
    }

    /** Has what is open about a payment taken up at once. */
    void hurry(Tx tx, Place place, Instant now) {
        tx.handle()
                .createUpdate("""
                        UPDATE payment_operation SET due_at = :now
                        WHERE store_id = :store AND payment_id = :payment AND due_at > :now AND attempts > 0
                        """)
                .bind("store", place.store())
                .bind("payment", place.payment())
                .bind("now", now)
                .execute();
    }

    /** Notes a word about a dispute, unless a newer one is there; answers whether it was news. */
    boolean dispute(Tx tx, PaymentMethod provider, ProviderEvent.Dispute dispute, Place place, Instant toldAt) {
        return tx.handle()
                        .createUpdate("""
                                INSERT INTO payment_dispute AS d
                                    (provider, reference, store_id, payment_id, amount, currency, status, reason, told_at)
                                VALUES (:provider, :reference, :store, :payment, :amount, :currency, :status, :reason, :toldAt)
                                ON CONFLICT (provider, reference) DO UPDATE
                                SET amount = excluded.amount, status = excluded.status, reason = excluded.reason,
                                    told_at = excluded.told_at
                                WHERE d.told_at < excluded.told_at
                                """)
                        .bind("provider", provider.name())
                        .bind("reference", dispute.reference())
                        .bind("store", place.store())
                        .bind("payment", place.payment())
                        .bind("amount", dispute.amount().amount())
                        .bind("currency", dispute.amount().currency())
                        .bind("status", dispute.status())
                        .bind("reason", dispute.reason())
                        .bind("toldAt", toldAt)
                        .execute()
                == 1;
    }

    /** Forgets some events that no provider tells again; answers how many. */
    int removeOld(Tx tx, Instant before, int atMost) {
        return tx.handle()
                .createUpdate("""
                        DELETE FROM payment_event
                        WHERE ctid = ANY (ARRAY(
                            SELECT ctid FROM payment_event
                            WHERE received_at < :before
                            ORDER BY received_at
                            LIMIT :atMost
                            FOR UPDATE SKIP LOCKED))
                        """)
                .bind("before", before)
                .bind("atMost", atMost)
                .execute();
    }
}
