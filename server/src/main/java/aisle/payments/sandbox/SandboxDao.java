package aisle.payments.sandbox;

import aisle.kernel.Money;
import aisle.payments.ProviderRequest;
import aisle.platform.db.Columns;
import aisle.platform.db.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** SQL of the sandbox's books. */
final class SandboxDao {
    /** What it did for a key; a request that was lost has no charge. */
    record Carried(@Nullable String charge, @Nullable String code) {}

    /** Lets one at a time ask with a key; what was asked with it before, or null. */
    @Nullable
    Carried lock(Tx tx, String key) {
        tx.handle()
                .createQuery("SELECT true FROM (SELECT pg_advisory_xact_lock(hashtextextended(:key, 0))) AS locked")
                .bind("key", key)
                .mapTo(Boolean.class)
                .one();
        return tx.handle()
                .createQuery("SELECT charge, code FROM sandbox_request WHERE key = :key")
                .bind("key", key)
                .map((row, context) -> new Carried(row.getString("charge"), row.getString("code")))
                .findOne()
                .orElse(null);
    }

    /** A request that was lost before is carried out now. */
    void insertRequest(Tx tx, ProviderRequest request, @Nullable String charge, @Nullable String code, Instant now) {
        tx.handle()
                .createUpdate("""
                        INSERT INTO sandbox_request (key, kind, charge, amount, code, created_at)
                        VALUES (:key, :kind, :charge, :amount, :code, :now)
                        ON CONFLICT (key) DO UPDATE SET charge = excluded.charge, code = excluded.code
                        """)
                .bind("key", request.key())
                .bind("kind", request.kind().name())
                .bind("charge", charge)
                .bind("amount", request.amount().amount())
                .bind("code", code)
                .bind("now", now)
                .execute();
    }

    void insertCharge(Tx tx, SandboxCharge charge) {
        tx.handle()
                .createUpdate("""
                        INSERT INTO sandbox_charge (reference, token, currency, amount, state, created_at)
                        VALUES (:reference, :token, :currency, :amount, :state, :now)
                        """)
                .bind("reference", charge.reference())
                .bind("token", charge.token().text())
                .bind("currency", charge.amount().currency())
                .bind("amount", charge.amount().amount())
                .bind("state", charge.state().name())
                .bind("now", charge.createdAt())
                .execute();
    }

    /** Null when there is none. */
    @Nullable
    SandboxCharge lockCharge(Tx tx, String reference) {
        return tx.handle()
                .createQuery("SELECT * FROM sandbox_charge WHERE reference = :reference FOR UPDATE")
                .bind("reference", reference)
                .map((row, context) -> charge(row))
                .findOne()
                .orElse(null);
    }

    /** Changes a charge that is in one of these states; false when it is not. */
    boolean become(Tx tx, String reference, SandboxCharge.State from, SandboxCharge.State to) {
        return tx.handle()
                        .createUpdate("""
                                UPDATE sandbox_charge SET state = :to WHERE reference = :reference AND state = :from
                                """)
                        .bind("reference", reference)
                        .bind("from", from.name())
                        .bind("to", to.name())
                        .execute()
                == 1;
    }

    boolean capture(Tx tx, String reference, Money amount) {
        return tx.handle()
                        .createUpdate("""
                                UPDATE sandbox_charge SET state = 'CAPTURED', captured = :amount
                                WHERE reference = :reference AND state = 'AUTHORIZED' AND amount >= :amount
                                """)
                        .bind("reference", reference)
                        .bind("amount", amount.amount())
                        .execute()
                == 1;
    }

    boolean cancel(Tx tx, String reference) {
        return tx.handle().createUpdate("""
                                UPDATE sandbox_charge SET state = 'CANCELED'
                                WHERE reference = :reference AND state IN ('OPEN', 'PROCESSING', 'AUTHORIZED')
                                """).bind("reference", reference).execute() == 1;
    }

    boolean refund(Tx tx, String reference, Money amount) {
        return tx.handle()
                        .createUpdate("""
                                UPDATE sandbox_charge SET refunded = refunded + :amount
                                WHERE reference = :reference AND state = 'CAPTURED' AND captured - refunded >= :amount
                                """)
                        .bind("reference", reference)
                        .bind("amount", amount.amount())
                        .execute()
                == 1;
    }

    private static SandboxCharge charge(ResultSet row) throws SQLException {
        return new SandboxCharge(
                row.getString("reference"),
                Objects.requireNonNull(SandboxToken.of(row.getString("token"))),
                Columns.money(row, "amount", "currency"),
                Columns.constant(row, "state", SandboxCharge.State.class),
                Columns.money(row, "captured", "currency"),
                Columns.money(row, "refunded", "currency"),
                Columns.instant(row, "created_at"));
    }
}
