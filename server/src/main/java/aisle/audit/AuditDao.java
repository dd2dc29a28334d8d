package aisle.audit;

import aisle.kernel.StoreId;
import aisle.platform.db.Tx;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/** SQL of audit entries: they are only ever inserted. */
final class AuditDao {
    record Entry(
            UUID id,
            Instant occurredAt,
            @Nullable UUID actorId,
            @Nullable String actorRole,
            String action,
            String resourceType,
            String resourceId,
            @Nullable StoreId store,
            String details,
            String requestId,
            @Nullable String remoteAddress) {}

    record Signed(Entry entry, byte[] mac) {}

    /** Writes entries, each with its HMAC, in one round trip. */
    void insert(Tx tx, List<Signed> entries) {
        PreparedBatch batch = tx.handle().prepareBatch("""
                        INSERT INTO audit_entry (id, occurred_at, actor_id, actor_role, action, resource_type, resource_id,
                                                 store_id, details, request_id, remote_address, mac)
                        VALUES (:id, :occurredAt, :actorId, :actorRole, :action, :resourceType, :resourceId,
                                :store, :details::jsonb, :requestId, :remoteAddress, :mac)
                        """);
        for (Signed signed : entries) {
            bind(batch, signed.entry()).bind("mac", signed.mac()).add();
        }
        batch.execute();
    }

    private static PreparedBatch bind(PreparedBatch batch, Entry entry) {
        return batch.bind("id", entry.id())
                .bind("occurredAt", entry.occurredAt())
                .bind("actorId", entry.actorId())
                .bind("actorRole", entry.actorRole())
                .bind("action", entry.action())
                .bind("resourceType", entry.resourceType())
                .bind("resourceId", entry.resourceId())
                .bind("store", entry.store() == null ? null : entry.store().value())
                .bind("details", entry.details())
                .bind("requestId", entry.requestId())
                .bind("remoteAddress", entry.remoteAddress());
    }
}
