package aisle.accounts.profile;

import aisle.kernel.Page;
import aisle.kernel.PageRequest;
import aisle.kernel.PaymentMethodId;
import aisle.kernel.UserId;
import aisle.platform.crypto.Sealing;
import aisle.platform.db.Columns;
import aisle.platform.db.Tx;
import aisle.platform.db.paging.Keyset;
import aisle.platform.db.paging.PagedQuery;
import aisle.platform.db.paging.SortKey;
import aisle.platform.json.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** SQL of the payment methods that users keep. Every statement names whose they are. */
final class PaymentMethodDao {
    static final String PLACE = "saved_payment_method.method";
    private static final Keyset NEWEST_FIRST = Keyset.of(SortKey.uuid("id").descending());

    private final Sealing sealing;
    private final Json json;

    PaymentMethodDao(Sealing sealing, Json json) {
        this.sealing = sealing;
        this.json = json;
    }

    /** The part of a method that is kept encrypted. */
    private record Sealed(
            String token,
            @Nullable String brand,
            @Nullable String last4,
            @Nullable Integer expMonth,
            @Nullable Integer expYear) {
        static Sealed of(PaymentMethodDetails details) {
            return new Sealed(details.token(), details.brand(), details.last4(), details.expMonth(), details.expYear());
        }
    }

    /** Lets one at a time change the methods of a user, until the transaction ends; false when the user is gone. */
    boolean lock(Tx tx, UserId user) {
        return tx.handle()
                .createQuery("SELECT id FROM app_user WHERE id = :user FOR NO KEY UPDATE")
                .bind("user", user)
                .mapTo(UUID.class)
                .findOne()
                .isPresent();
    }

    int count(Tx tx, UserId user) {
        return tx.handle()
                .createQuery("SELECT count(*) FROM saved_payment_method WHERE user_id = :user")
                .bind("user", user)
                .mapTo(Integer.class)
                .one();
    }

    /** The one with this token, or null. */
    @Nullable
    PaymentMethodId findByToken(Tx tx, UserId user, PaymentMethodDetails details) {
        return tx.handle()
                .createQuery("SELECT id FROM saved_payment_method WHERE user_id = :user AND token_hmac = :hash")
                .bind("user", user)
                .bind("hash", hash(details))
                .map((row, context) -> Columns.id(row, "id", PaymentMethodId::new))
                .findOne()
                .orElse(null);
    }

    private byte[] hash(PaymentMethodDetails details) {
        return sealing.lookupHash("payment token " + details.provider() + " " + details.token());
    }

    /** Not as the default, whatever the details say. */
    void insert(Tx tx, PaymentMethodId id, UserId user, PaymentMethodDetails details, Instant now) {
        tx.handle()
                .createUpdate("""
                        INSERT INTO saved_payment_method (id, user_id, provider, token_hmac, method_enc, created_at)
                        VALUES (:id, :user, :provider, :hash, :method, :now)
                        """)
                .bind("id", id)
                .bind("user", user)
                .bind("provider", details.provider().name())
                .bind("hash", hash(details))
                .bind("method", sealing.seal(PLACE, json.write(Sealed.of(details))))
                .bind("now", now)
                .execute();
    }

    /** The old default goes first: the unique index looks at every row as it is written. */
    boolean makeDefault(Tx tx, PaymentMethodId id, UserId user) {
        tx.handle().createUpdate("""
                        UPDATE saved_payment_method SET is_default = false
                        WHERE user_id = :user AND is_default AND id <> :id
                          AND EXISTS (SELECT FROM saved_payment_method WHERE id = :id AND user_id = :user)
                        """).bind("id", id).bind("user", user).execute();
        return tx.handle()
                        .createUpdate(
                                "UPDATE saved_payment_method SET is_default = true WHERE id = :id AND user_id = :user")
                        .bind("id", id)
                        .bind("user", user)
                        .execute()
                == 1;
    }

    /** False when the user keeps no such method. If it was the default, the newest one left becomes it. */
    boolean delete(Tx tx, PaymentMethodId id, UserId user) {
        boolean deleted = tx.handle()
                        .createUpdate("DELETE FROM saved_payment_method WHERE id = :id AND user_id = :user")
                        .bind("id", id)
                        .bind("user", user)
                        .execute()
                == 1;
        tx.handle().createUpdate("""
                        UPDATE saved_payment_method SET is_default = true
                        WHERE id = (SELECT id FROM saved_payment_method
                                    WHERE user_id = :user ORDER BY id DESC LIMIT 1)
                          AND NOT EXISTS (SELECT FROM saved_payment_method WHERE user_id = :user AND is_default)
                        """).bind("user", user).execute();
        return deleted;
    }

    void deleteAll(Tx tx, UserId user) {
        tx.handle()
                .createUpdate("DELETE FROM saved_payment_method WHERE user_id = :user")
                .bind("user", user)
                .execute();
    }

    @Nullable
    PaymentMethod find(Handle handle, UserId user, PaymentMethodId id) {
        return handle.createQuery("SELECT * FROM saved_payment_method WHERE id = :id AND user_id = :user")
                .bind("id", id)
                .bind("user", user)
                .map((row, context) -> method(row))
                .findOne()
                .orElse(null);
    }

    Page<PaymentMethod> list(Handle handle, UserId user, PageRequest page) {
        return new PagedQuery(
                        handle,
                        page,
                        NEWEST_FIRST,
                        "FROM saved_payment_method WHERE user_id = :user",
                        query -> query.bind("user", user))
                .read(
                        "SELECT *, <position> <matching> AND <after> ORDER BY <order> LIMIT :fetch OFFSET :skip",
                        this::method);
    }

    List<PaymentMethod> all(Handle handle, UserId user) {
        return handle.createQuery("SELECT * FROM saved_payment_method WHERE user_id = :user ORDER BY id")
                .bind("user", user)
                .map((row, context) -> method(row))
                .list();
    }

    private PaymentMethod method(ResultSet row) throws SQLException {
        Sealed sealed = json.read(sealing.open(PLACE, row.getBytes("method_enc")), Sealed.class);
        return new PaymentMethod(
                Columns.id(row, "id", PaymentMethodId::new),
                Columns.constant(row, "provider", PaymentProvider.class),
                sealed.brand(),
                sealed.last4(),
                sealed.expMonth(),
                sealed.expYear(),
                row.getBoolean("is_default"),
                Columns.instant(row, "created_at"));
    }
}
