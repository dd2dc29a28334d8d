package aisle.audit;

import aisle.kernel.Actor;
import aisle.kernel.StoreId;
import aisle.platform.crypto.Keys;
import aisle.platform.crypto.Sealing;
import aisle.platform.db.Tx;
import aisle.platform.json.Json;
import aisle.platform.time.Ids;
import aisle.platform.time.Time;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;

/** Writes audit entries. Every use case that changes something calls {@link #record} with its transaction. */
@Singleton
public class Audit {
    /** What stands in place of a role when a machine did it: the actor's id is then its key's. */
    private static final String API_KEY = "API_KEY";

    private final AuditDao dao = new AuditDao();
    private final SecretKey key;
    private final Json json;
    private final Time time;
    private final Ids ids;

    Audit(Keys keys, Json json, Time time, Ids ids) {
        this.key = keys.derive("audit", "HmacSHA256");
        this.json = json;
        this.time = time;
        this.ids = ids;
    }

    /**
     * Records a change.
     *
     * @param action noun and past participle, such as {@code store.created}
     * @param resourceType what was changed, such as {@code store}
     * @param store the store it belongs to, or null
     * @param details ids, codes, figures and names of changed fields; never personal data
     */
    public void record(
            Tx tx,
            Actor actor,
            String action,
            String resourceType,
            UUID resourceId,
            @Nullable StoreId store,
            Map<String, Object> details) {
        record(tx, actor, action, resourceType, resourceId.toString(), store, details);
    }

    /** The same for what has a name instead of an id. */
    public void record(
            Tx tx,
            Actor actor,
            String action,
            String resourceType,
            String resourceName,
            @Nullable StoreId store,
            Map<String, Object> details) {
        record(tx, actor, List.of(new Change(action, resourceType, resourceName, store, details)));
    }

    /** A change of one thing, among several that one operation makes. */
    public record Change(
            String action,
            String resourceType,
            String resourceName,
            @Nullable StoreId store,
            Map<String, Object> details) {}

    /** Records several changes, each as an entry of its own, in one statement. */
    public void record(Tx tx, Actor actor, List<Change> changes) {
        Instant now = time.now();
        dao.insert(
                tx, changes.stream().map(change -> signed(actor, change, now)).toList());
    }

    private AuditDao.Signed signed(Actor actor, Change change, Instant now) {
        AuditDao.Entry entry = new AuditDao.Entry(
                ids.next(),
                now,
                actor.id(),
                role(actor),
                change.action(),
                change.resourceType(),
                change.resourceName(),
                change.store(),
                json.write(change.details()),
                actor.requestId(),
                actor.remoteAddress());
        return new AuditDao.Signed(entry, Sealing.mac(key, canonical(entry).getBytes(StandardCharsets.UTF_8)));
    }

    private static @Nullable String role(Actor actor) {
        if (actor.apiKey() != null) {
            return API_KEY;
        }
        return actor.role() == null ? null : actor.role().name();
    }

    /** The text under the entry's HMAC: every column, as a JSON array, so that no two entries share one text. */
    private String canonical(AuditDao.Entry entry) {
        return json.write(List.of(
                entry.id(),
                entry.occurredAt(),
                String.valueOf(entry.actorId()),
                String.valueOf(entry.actorRole()),
                entry.action(),
                entry.resourceType(),
                entry.resourceId(),
                String.valueOf(entry.store()),
                entry.details(),
                entry.requestId(),
                String.valueOf(entry.remoteAddress())));
    }
}
