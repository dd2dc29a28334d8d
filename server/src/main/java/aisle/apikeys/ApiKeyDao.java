package aisle.apikeys;

import aisle.kernel.ApiKeyId;
import aisle.kernel.Page;
import aisle.kernel.PageRequest;
import aisle.kernel.StoreId;
import aisle.kernel.UserId;
import aisle.platform.db.Columns;
import aisle.platform.db.Tx;
import aisle.platform.db.paging.Keyset;
import aisle.platform.db.paging.PagedQuery;
import aisle.platform.db.paging.SortKey;
import aisle.platform.security.Machine;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/** SQL of API keys. */
final class ApiKeyDao {
    private static final Keyset NEWEST_FIRST = Keyset.of(SortKey.uuid("k.id").descending());

    private static final String STORES =
            "ARRAY(SELECT s.store_id FROM api_key_store s WHERE s.key_id = k.id ORDER BY s.store_id) AS store_ids";

    /** What is kept of a key that somebody shows, and what it lets that machine do. */
    @SuppressWarnings("ArrayRecordComponent") // never compared as a record
    record Kept(byte[] hash, Machine machine, Instant expiresAt, boolean revoked) {}

    void insert(Tx tx, ApiKey key, byte[] hash) {
        bind(key, tx.handle().createUpdate("""
                        INSERT INTO api_key (id, name, secret_hash, scopes, every_store, requests_per_minute, created_by,
                                             version, created_at, updated_at, expires_at)
                        VALUES (:id, :name, :hash, :scopes, :everyStore, :requestsPerMinute, :createdBy,
                                :version, :createdAt, :updatedAt, :expiresAt)
                        """))
                .bind("hash", hash)
                .bind("createdBy", key.createdBy())
                .bind("createdAt", key.createdAt())
                .execute();
        addStores(tx, key);
    }

    void update(Tx tx, ApiKey key) {
        bind(key, tx.handle().createUpdate("""
                        UPDATE api_key
                        SET name = :name, scopes = :scopes, every_store = :everyStore,
                            requests_per_minute = :requestsPerMinute, version = :version, updated_at = :updatedAt,
                            expires_at = :expiresAt
                        WHERE id = :id
                        """)).execute();
        tx.handle()
                .createUpdate("DELETE FROM api_key_store WHERE key_id = :id AND store_id <> ALL (:stores)")
                .bind("id", key.id())
                .bindArray("stores", UUID.class, values(key.stores()))
                .execute();
        addStores(tx, key);
    }

    private static <S extends SqlStatement<S>> S bind(ApiKey key, S statement) {
        return statement
                .bind("id", key.id())
                .bind("name", key.name())
                .bindArray("scopes", String.class, key.scopes())
                .bind("everyStore", key.stores() == null)
                .bind("requestsPerMinute", key.requestsPerMinute())
                .bind("version", key.version())
                .bind("updatedAt", key.updatedAt())
                .bind("expiresAt", key.expiresAt());
    }

    private static void addStores(Tx tx, ApiKey key) {
        tx.handle()
                .createUpdate("""
                        INSERT INTO api_key_store (key_id, store_id) SELECT :id, unnest(:stores) ON CONFLICT DO NOTHING
                        """)
                .bind("id", key.id())
                .bindArray("stores", UUID.class, values(key.stores()))
                .execute();
    }

    /** Which of these stores there are; they stay until the transaction ends. */
    Set<StoreId> openStores(Tx tx, @Nullable Collection<StoreId> stores) {
        return tx.handle()
                .createQuery("""
                        SELECT id FROM store WHERE id = ANY (:stores) AND archived_at IS NULL ORDER BY id FOR SHARE
                        """)
                .bindArray("stores", UUID.class, values(stores))
                .map((row, context) -> Columns.id(row, "id", StoreId::new))
                .set();
    }

    private static List<UUID> values(@Nullable Collection<StoreId> stores) {
        return stores == null ? List.of() : stores.stream().map(StoreId::value).toList();
    }

    void revoke(Tx tx, ApiKeyId id, Instant now) {
        tx.handle().createUpdate("""
                        UPDATE api_key SET revoked_at = :now, updated_at = :now, version = version + 1 WHERE id = :id
                        """).bind("id", id).bind("now", now).execute();
    }

    /** Keeps other writers away until the transaction ends. It is read after that, or its stores would be those of before. */
    @Nullable
    ApiKey lock(Tx tx, ApiKeyId id) {
        boolean exists = tx.handle()
                .createQuery("SELECT true FROM api_key WHERE id = :id FOR NO KEY UPDATE")
                .bind("id", id)
                .mapTo(Boolean.class)
                .findOne()
                .isPresent();
        return exists ? find(tx.handle(), id) : null;
    }

    @Nullable
    ApiKey find(Handle handle, ApiKeyId id) {
        return handle.createQuery("SELECT k.*, " + STORES + " FROM api_key k WHERE k.id = :id")
                .bind("id", id)
                .map((row, context) -> key(row))
                .findOne()
                .orElse(null);
    }

    /** @param active whether only those that are good now, or only those that are not; null means all */
    Page<ApiKey> list(Handle handle, @Nullable Boolean active, Instant now, PageRequest page) {
        String condition =
                active == null ? "true" : (active ? "" : "NOT ") + "(k.revoked_at IS NULL AND k.expires_at > :now)";
        return new PagedQuery(handle, page, NEWEST_FIRST, "FROM api_key k WHERE " + condition, query -> {
                    if (active != null) {
                        query.bind("now", now);
                    }
                })
                .read(
                        "SELECT k.*, " + STORES
                                + ", <position> <matching> AND <after> ORDER BY <order> LIMIT :fetch OFFSET :skip",
                        ApiKeyDao::key);
    }

    @Nullable
    Kept findKept(Handle handle, ApiKeyId id) {
        return handle.createQuery("""
                        SELECT k.secret_hash, k.scopes, k.every_store, k.requests_per_minute, k.expires_at, k.revoked_at,
                               ARRAY(SELECT s.store_id FROM api_key_store s WHERE s.key_id = k.id) AS store_ids
                        FROM api_key k WHERE k.id = :id
                        """)
                .bind("id", id)
                .map((row, context) -> new Kept(
                        row.getBytes("secret_hash"),
                        new Machine(
                                id,
                                Set.copyOf(Columns.texts(row, "scopes")),
                                row.getBoolean("every_store"),
                                Set.copyOf(Columns.ids(row, "store_ids", StoreId::new)),
                                row.getObject("requests_per_minute", Integer.class)),
                        Columns.instant(row, "expires_at"),
                        Columns.instantOrNull(row, "revoked_at") != null))
                .findOne()
                .orElse(null);
    }

    /** Notes when keys were used; what another node noted later stays. Rows are locked in the order of their ids. */
    void noteUses(Tx tx, Map<ApiKeyId, Instant> uses) {
        List<UUID> ids = new ArrayList<>();
        List<String> times = new ArrayList<>();
        uses.forEach((id, at) -> {
            ids.add(id.value());
            times.add(at.toString());
        });
        tx.handle()
                .createUpdate("""
                        WITH used AS (
                            SELECT k.id, u.at
                            FROM unnest(CAST(:ids AS uuid[]), CAST(:times AS timestamptz[])) AS u (id, at) JOIN api_key k ON k.id = u.id
                            WHERE k.last_used_at IS NULL OR k.last_used_at < u.at
                            ORDER BY k.id
                            FOR NO KEY UPDATE OF k)
                        UPDATE api_key k SET last_used_at = used.at FROM used WHERE k.id = used.id
                        """)
                .bindArray("ids", UUID.class, ids)
                .bindArray("times", String.class, times)
                .execute();
    }

    private static ApiKey key(ResultSet row) throws SQLException {
        return new ApiKey(
                Columns.id(row, "id", ApiKeyId::new),
                row.getString("name"),
                Columns.texts(row, "scopes"),
                row.getBoolean("every_store") ? null : Columns.ids(row, "store_ids", StoreId::new),
                row.getObject("requests_per_minute", Integer.class),
                row.getLong("version"),
                Columns.idOrNull(row, "created_by", UserId::new),
                Columns.instant(row, "created_at"),
                Columns.instant(row, "updated_at"),
                Columns.instant(row, "expires_at"),
                Columns.instantOrNull(row, "last_used_at"),
                Columns.instantOrNull(row, "revoked_at"));
    }
}
