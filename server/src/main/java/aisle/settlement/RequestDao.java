package aisle.settlement;

import aisle.kernel.StoreId;
import aisle.platform.db.Tx;
import aisle.platform.web.idempotency.RequestKey;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** SQL of what requests began that are not answered yet. */
final class RequestDao {
    /** What a request began. */
    record Begun(byte[] fingerprint, UUID id) {}

    @Nullable
    Begun find(Tx tx, RequestKey request) {
        return tx.handle()
                .createQuery("SELECT fingerprint, begun_id FROM settlement_request WHERE request_key = :key")
                .bind("key", request.scope())
                .map((row, context) -> new Begun(row.getBytes("fingerprint"), row.getObject("begun_id", UUID.class)))
                .findOne()
                .orElse(null);
    }

    void insert(Tx tx, RequestKey request, StoreId store, UUID begun, Instant now) {
        tx.handle()
                .createUpdate("""
                        INSERT INTO settlement_request (request_key, fingerprint, store_id, begun_id, created_at)
                        VALUES (:key, :fingerprint, :store, :begun, :now)
                        """)
                .bind("key", request.scope())
                .bind("fingerprint", request.fingerprint())
                .bind("store", store)
                .bind("begun", begun)
                .bind("now", now)
                .execute();
    }

    /** Forgets some that nobody repeats any more; answers how many. */
    int removeOld(Tx tx, Instant before, int atMost) {
        return tx.handle()
                .createUpdate("""
                        DELETE FROM settlement_request
                        WHERE ctid = ANY (ARRAY(
                            SELECT ctid FROM settlement_request
                            WHERE created_at < :before
                            ORDER BY created_at
                            LIMIT :atMost
                            FOR UPDATE SKIP LOCKED))
                        """)
                .bind("before", before)
                .bind("atMost", atMost)
                .execute();
    }
}
