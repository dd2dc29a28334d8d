package aisle.payments;

import aisle.kernel.Money;
import aisle.kernel.OrderId;
import aisle.kernel.PaymentId;
import aisle.kernel.StoreId;
import aisle.platform.crypto.Sealing;
import aisle.platform.db.Columns;
import aisle.platform.db.Tx;
import aisle.platform.json.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** SQL of payments. */
final class PaymentDao {
    static final String TOKEN = "payment_token.token";

    private final Sealing sealing;
    private final Json json;

    PaymentDao(Sealing sealing, Json json) {
        this.sealing = sealing;
        this.json = json;
    }

    void insert(Tx tx, StoredPayment stored, Instant now) {
        Payment payment = stored.payment();
        tx.handle()
                .createUpdate("""
                        INSERT INTO payment (store_id, id, order_id, method, status, currency, amount, authorized, captured,
                                             refunded, authorize_at, expires_at, created_at, updated_at)
                        VALUES (:store, :id, :order, :method, :status, :currency, :amount, :authorized, :captured,
                                :refunded, :authorizeAt, :expiresAt, :now, :now)
                        """)
                .bind("store", stored.store())
                .bind("id", payment.id())
                .bind("order", stored.order())
                .bind("method", payment.method().name())
                .bind("status", payment.status().name())
                .bind("currency", payment.amount().currency())
                .bind("amount", payment.amount().amount())
                .bind("authorized", payment.authorized().amount())
                .bind("captured", payment.captured().amount())
                .bind("refunded", payment.refunded().amount())
                .bind("authorizeAt", payment.authorizeAt())
                .bind("expiresAt", stored.expiresAt())
                .bind("now", now)
                .execute();
    }

    void keepToken(Tx tx, PaymentId payment, String token, Instant now) {
        tx.handle()
                .createUpdate(
                        "INSERT INTO payment_token (payment_id, token_enc, created_at) VALUES (:id, :token, :now)")
                .bind("id", payment)
                .bind("token", sealing.seal(TOKEN, token))
                .bind("now", now)
                .execute();
    }

    @Nullable
    String token(Handle handle, PaymentId payment) {
        return handle.createQuery("SELECT token_enc FROM payment_token WHERE payment_id = :id")
                .bind("id", payment)
                .map((row, context) -> sealing.open(TOKEN, row.getBytes("token_enc")))
                .findOne()
                .orElse(null);
    }

    void forgetToken(Tx tx, PaymentId payment) {
        tx.handle()
                .createUpdate("DELETE FROM payment_token WHERE payment_id = :id")
                .bind("id", payment)
                .execute();
    }

    /** Locks the payments of an order, the oldest first, until the transaction ends. */
    List<StoredPayment> lockOfOrder(Tx tx, StoreId store, OrderId order) {
        return tx.handle()
                .createQuery("""
                        SELECT * FROM payment WHERE store_id = :store AND order_id = :order ORDER BY id
                        FOR NO KEY UPDATE
                        """)
                .bind("store", store)
                .bind("order", order)
                .map((row, context) -> stored(row))
                .list();
    }

    /** Locks a payment until the transaction ends. */
    StoredPayment lock(Tx tx, StoreId store, PaymentId id) {
        return tx.handle()
                .createQuery("SELECT * FROM payment WHERE store_id = :store AND id = :id FOR NO KEY UPDATE")
                .bind("store", store)
                .bind("id", id)
                .map((row, context) -> stored(row))
                .one();
    }

    StoredPayment get(Handle handle, StoreId store, PaymentId id) {
        return handle.createQuery("SELECT * FROM payment WHERE store_id = :store AND id = :id")
                .bind("store", store)
                .bind("id", id)
                .map((row, context) -> stored(row))
                .one();
    }

    /** The payments of an order, the oldest first. */
    List<StoredPayment> ofOrder(Handle handle, StoreId store, OrderId order) {
        return handle.createQuery("SELECT * FROM payment WHERE store_id = :store AND order_id = :order ORDER BY id")
                .bind("store", store)
                .bind("order", order)
                .map((row, context) -> stored(row))
                .list();
    }

    /** Writes a locked payment anew. */
    StoredPayment update(Tx tx, StoredPayment next, Instant now) {
        Payment payment = next.payment();
        int updated = tx.handle()
                .createUpdate("""
                        UPDATE payment
                        SET status = :status, amount = :amount, authorized = :authorized, captured = :captured,
                            refunded = :refunded, refunding = :refunding, reference = :reference, code = :code,
                            next_action = CAST(:nextAction AS jsonb), expires_at = :expiresAt,
                            version = version + 1, updated_at = :now
                        WHERE store_id = :store AND id = :id AND version = :version
                        """)
                .bind("status", payment.status().name())
                .bind("amount", payment.amount().amount())
                .bind("authorized", payment.authorized().amount())
                .bind("captured", payment.captured().amount())
                .bind("refunded", payment.refunded().amount())
                .bind("refunding", next.refunding().amount())
                .bind("reference", next.reference())
                .bind("code", next.code())
                .bind("nextAction", payment.nextAction() == null ? null : json.write(payment.nextAction()))
                .bind("expiresAt", next.expiresAt())
                .bind("store", next.store())
                .bind("id", payment.id())
                .bind("version", next.version())
                .bind("now", now)
                .execute();
        if (updated != 1) {
            throw new IllegalStateException("payment " + payment.id() + " was changed although it was locked");
        }
        return new StoredPayment(
                next.store(),
                next.order(),
                payment,
                next.refunding(),
                next.reference(),
                next.code(),
                next.expiresAt(),
                next.version() + 1);
    }

    private StoredPayment stored(ResultSet row) throws SQLException {
        String action = row.getString("next_action");
        Payment payment = new Payment(
                Columns.id(row, "id", PaymentId::new),
                Columns.constant(row, "method", PaymentMethod.class),
                Columns.constant(row, "status", PaymentStatus.class),
                Columns.money(row, "amount", "currency"),
                Columns.money(row, "authorized", "currency"),
                Columns.money(row, "captured", "currency"),
                Columns.money(row, "refunded", "currency"),
                action == null ? null : json.read(action, NextAction.class),
                Columns.instantOrNull(row, "authorize_at"));
        return new StoredPayment(
                Columns.id(row, "store_id", StoreId::new),
                Columns.id(row, "order_id", OrderId::new),
                payment,
                new Money(row.getBigDecimal("refunding"), payment.amount().currency()),
                row.getString("reference"),
                row.getString("code"),
                Columns.instantOrNull(row, "expires_at"),
                row.getLong("version"));
    }
}
