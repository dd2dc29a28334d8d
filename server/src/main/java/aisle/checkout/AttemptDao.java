package aisle.checkout;

import aisle.kernel.CustomerId;
import aisle.kernel.OrderId;
import aisle.kernel.PaymentId;
import aisle.kernel.StoreId;
import aisle.platform.crypto.Sealing;
import aisle.platform.db.Columns;
import aisle.platform.db.Tx;
import aisle.platform.json.Json;
import aisle.platform.web.idempotency.RequestKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** SQL of purchases whose payment asks a provider. */
final class AttemptDao {
    /** Where the snapshot is sealed. */
    static final String SNAPSHOT = "checkout_attempt.snapshot";

    private final Sealing sealing;
    private final Json json;

    AttemptDao(Sealing sealing, Json json) {
        this.sealing = sealing;
        this.json = json;
    }

    /** How far an attempt is. */
    enum State {
        /** Stock and slot are promised; a provider is being asked. */
        RESERVED,
        /** The order is written and waits for its payment. */
        PENDING,
        /** The order is placed. */
        PLACED,
        /** Nothing came of it, and all of it is undone. */
        RELEASED
    }

    /**
     * An attempt as it is kept.
     *
     * @param snapshot null once it is not needed any more
     * @param declineCode in the provider's words; null unless it declined
     */
    record Row(
            StoreId store,
            OrderId order,
            State state,
            PaymentId payment,
            @Nullable CustomerId customer,
            byte[] fingerprint,
            @Nullable AttemptSnapshot snapshot,
            @Nullable String declineCode,
            Instant leaseUntil,
            Instant expiresAt) {}

    /** False when there is one for the same order already, which may be a draft, and it is not undone. */
    boolean insert(
            Tx tx,
            StoreId store,
            OrderId order,
            PaymentId payment,
            @Nullable CustomerId customer,
            RequestKey request,
            AttemptSnapshot snapshot,
            Instant leaseUntil,
            Instant expiresAt,
            Instant now) {
        return tx.handle()
                        .createUpdate("""
                        INSERT INTO checkout_attempt
                            (store_id, id, state, payment_id, customer_id, cart_id, request_key, fingerprint, snapshot_enc,
                             lease_until, expires_at, created_at, updated_at)
                        VALUES (:store, :order, 'RESERVED', :payment, CAST(:customer AS uuid), CAST(:cart AS uuid), :request,
                                :fingerprint, :snapshot, :leaseUntil, :expiresAt, :now, :now)
                        ON CONFLICT (store_id, id) DO UPDATE
                        SET state = excluded.state, payment_id = excluded.payment_id, customer_id = excluded.customer_id,
                            request_key = excluded.request_key, fingerprint = excluded.fingerprint,
                            snapshot_enc = excluded.snapshot_enc, decline_code = NULL, lease_until = excluded.lease_until,
                            expires_at = excluded.expires_at, updated_at = excluded.updated_at
                        WHERE checkout_attempt.state = 'RELEASED'
                        """)
                        .bind("store", store)
                        .bind("order", order)
                        .bind("payment", payment)
                        .bind("customer", customer == null ? null : customer.value())
                        .bind(
                                "cart",
                                snapshot.cart() == null ? null : snapshot.cart().value())
                        .bind("request", request.scope())
                        .bind("fingerprint", request.fingerprint())
                        .bind("snapshot", sealing.seal(SNAPSHOT, json.write(snapshot)))
                        .bind("leaseUntil", leaseUntil)
                        .bind("expiresAt", expiresAt)
                        .bind("now", now)
                        .execute()
                == 1;
    }

    /** The attempt of a request that may be a repeated one, kept from others until the transaction ends. */
    @Nullable
    Row lockByRequest(Tx tx, byte[] request) {
        return tx.handle()
                .createQuery("SELECT * FROM checkout_attempt WHERE request_key = :request FOR UPDATE")
                .bind("request", request)
                .map((row, context) -> row(row))
                .findOne()
                .orElse(null);
    }

    @Nullable
    Row lock(Tx tx, StoreId store, OrderId order) {
        return tx.handle()
                .createQuery("SELECT * FROM checkout_attempt WHERE store_id = :store AND id = :order FOR UPDATE")
                .bind("store", store)
                .bind("order", order)
                .map((row, context) -> row(row))
                .findOne()
                .orElse(null);
    }

    /** Some that are not over although their time is; those that somebody works on are left out. */
    List<Row> lockExpired(Tx tx, Instant before, int atMost) {
        return tx.handle()
                .createQuery("""
                        SELECT * FROM checkout_attempt
                        WHERE state IN ('RESERVED', 'PENDING') AND expires_at <= :before
                        ORDER BY expires_at
                        LIMIT :atMost
                        FOR UPDATE SKIP LOCKED
                        """)
                .bind("before", before)
                .bind("atMost", atMost)
                .map((row, context) -> row(row))
                .list();
    }

    private Row row(ResultSet row) throws SQLException {
        byte[] snapshot = row.getBytes("snapshot_enc");
        return new Row(
                Columns.id(row, "store_id", StoreId::new),
                Columns.id(row, "id", OrderId::new),
                Columns.constant(row, "state", State.class),
                Columns.id(row, "payment_id", PaymentId::new),
                Columns.idOrNull(row, "customer_id", CustomerId::new),
                row.getBytes("fingerprint"),
                snapshot == null ? null : json.read(sealing.open(SNAPSHOT, snapshot), AttemptSnapshot.class),
                row.getString("decline_code"),
                Columns.instant(row, "lease_until"),
                Columns.instant(row, "expires_at"));
    }

    void lease(Tx tx, Row attempt, Instant until, Instant now) {
        tx.handle()
                .createUpdate("""
                        UPDATE checkout_attempt SET lease_until = :until, updated_at = :now
                        WHERE store_id = :store AND id = :order
                        """)
                .bind("store", attempt.store())
                .bind("order", attempt.order())
                .bind("until", until)
                .bind("now", now)
                .execute();
    }

    /** Takes a locked attempt on. One that is released sets its request free, so that the same key may try once more. */
    void move(Tx tx, Row attempt, State to, @Nullable String declineCode, Instant now) {
        tx.handle()
                .createUpdate("""
                        UPDATE checkout_attempt
                        SET state = :to, decline_code = :code, updated_at = :now,
                            request_key = CASE WHEN :to = 'RELEASED' THEN NULL ELSE request_key END,
                            snapshot_enc = CASE WHEN :to = 'RELEASED' THEN NULL ELSE snapshot_enc END
                        WHERE store_id = :store AND id = :order
                        """)
                .bind("store", attempt.store())
                .bind("order", attempt.order())
                .bind("to", to.name())
                .bind("code", declineCode)
                .bind("now", now)
                .execute();
    }

    /** Forgets some that were over long ago; answers how many. */
    int removeOver(Tx tx, Instant before, int atMost) {
        return tx.handle()
                .createUpdate("""
                        DELETE FROM checkout_attempt WHERE ctid = ANY (ARRAY(
                            SELECT ctid FROM checkout_attempt
                            WHERE state IN ('PLACED', 'RELEASED') AND updated_at <= :before
                            ORDER BY updated_at
                            LIMIT :atMost
                            FOR UPDATE SKIP LOCKED))
                        """)
                .bind("before", before)
                .bind("atMost", atMost)
                .execute();
    }

    boolean isUnderWay(Tx tx, CustomerId customer) {
        return tx.handle()
                .createQuery("""
                        SELECT EXISTS (SELECT FROM checkout_attempt
                                       WHERE customer_id = :customer AND state = 'RESERVED')
                        """)
                .bind("customer", customer)
                .mapTo(Boolean.class)
                .one();
    }

    void forget(Tx tx, CustomerId customer) {
        tx.handle()
                .createUpdate("DELETE FROM checkout_attempt WHERE customer_id = :customer")
                .bind("customer", customer)
                .execute();
    }

    void moveCustomer(Tx tx, CustomerId from, CustomerId to) {
        tx.handle()
                .createUpdate("UPDATE checkout_attempt SET customer_id = :to WHERE customer_id = :from")
                .bind("from", from)
                .bind("to", to)
                .execute();
    }
}
