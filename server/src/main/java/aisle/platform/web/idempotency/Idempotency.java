package aisle.platform.web.idempotency;

import aisle.kernel.DomainError;
import aisle.kernel.ErrorCode;
import aisle.platform.config.AisleConfig;
import aisle.platform.crypto.Keys;
import aisle.platform.crypto.Sealing;
import aisle.platform.db.Tx;
import aisle.platform.time.Time;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;

/**
 * Keys and answers, kept in the transaction of the effect itself: either both are there or neither, whenever the server
 * dies. Follows draft-ietf-httpapi-idempotency-key-header.
 */
@Singleton
public class Idempotency {
    private static final String PLACE = "idempotency.body";

    private final IdempotencyDao dao = new IdempotencyDao();
    private final SecretKey fingerprintKey;
    private final Sealing sealing;
    private final Time time;
    private final AisleConfig config;

    Idempotency(Keys keys, Sealing sealing, Time time, AisleConfig config) {
        this.fingerprintKey = keys.derive("idempotency", "HmacSHA256");
        this.sealing = sealing;
        this.time = time;
        this.config = config;
    }

    /** SHA-256 under a key: a body may hold what could be guessed from its plain hash, such as a password. */
    public byte[] fingerprint(byte[] canonicalBody) {
        return Sealing.mac(fingerprintKey, canonicalBody);
    }

    /**
     * Takes the key for this transaction.
     *
     * @return the answer that the key already has, or null when the operation is to run now
     * @throws DomainError {@link ErrorCode#IDEMPOTENCY_IN_PROGRESS} at once while another request holds the key,
     *     {@link ErrorCode#IDEMPOTENCY_KEY_REUSED} when it was used with another body
     */
    public @Nullable KeptAnswer begin(Tx tx, IdempotencyKey key, byte[] fingerprint) {
        if (!dao.tryLock(tx, key.lockNumber())) {
            throw inProgress();
        }
        return answered(tx, key, fingerprint);
    }

    /**
     * Takes the key again, for the last transaction of an operation that had it in its first. Whoever repeats the request at
     * this moment has it for a few milliseconds only, and is waited for.
     *
     * @return the answer that somebody has kept meanwhile, or null
     */
    public @Nullable KeptAnswer resume(Tx tx, IdempotencyKey key, byte[] fingerprint) {
        dao.lock(tx, key.lockNumber());
        return answered(tx, key, fingerprint);
    }

    /** The refusal of a request whose first one is still running. */
    public static DomainError inProgress() {
        return new DomainError(
                ErrorCode.IDEMPOTENCY_IN_PROGRESS,
                "A request with this Idempotency-Key is still running. Ask again shortly.",
                Map.of("retry_after_seconds", 1));
    }

    /** The refusal of a request whose key stands for another one. */
    public static DomainError reused() {
        return DomainError.of(
                ErrorCode.IDEMPOTENCY_KEY_REUSED,
                "This Idempotency-Key was used with another request body. Choose a new key for a new intent.");
    }

    private @Nullable KeptAnswer answered(Tx tx, IdempotencyKey key, byte[] fingerprint) {
        IdempotencyDao.Stored stored = dao.find(tx, key, time.now());
        if (stored == null) {
            return null;
        }
        if (!Arrays.equals(stored.fingerprint(), fingerprint)) {
            throw reused();
        }
        String body = sealing.open(PLACE, stored.bodySealed());
        return new KeptAnswer(
                stored.status(), body.isEmpty() ? null : body, stored.location(), stored.etag(), null, true);
    }

    /** Keeps the answer of an operation that ran; it commits with the operation. */
    public void keep(Tx tx, IdempotencyKey key, byte[] fingerprint, KeptAnswer answer) {
        Instant now = time.now();
        byte[] body = sealing.seal(PLACE, answer.body() == null ? "" : answer.body());
        dao.store(tx, key, fingerprint, answer, body, now, now.plus(config.idempotencyRetention()));
    }
}
