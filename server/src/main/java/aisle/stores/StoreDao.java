package aisle.stores;

import aisle.kernel.Page;
import aisle.kernel.PageRequest;
import aisle.kernel.StoreId;
import aisle.platform.db.Columns;
import aisle.platform.db.LikePattern;
import aisle.platform.db.Tx;
import aisle.platform.db.paging.Keyset;
import aisle.platform.db.paging.PagedQuery;
import aisle.platform.db.paging.SortKey;
import aisle.platform.json.Json;
import com.fasterxml.jackson.core.type.TypeReference;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/** SQL of stores. */
final class StoreDao {
    private static final TypeReference<Map<Weekday, List<OpeningHours>>> OPENING_HOURS = new TypeReference<>() {};

    private static final Keyset BY_NAME = Keyset.of(SortKey.text("name_lower"), SortKey.uuid("id"));

    private final Json json;

    StoreDao(Json json) {
        this.json = json;
    }

    /**
     * False when the id or the name is in use. Naming one of the two keys in ON CONFLICT would leave it to chance which of
     * them a store meets that somebody else is opening just now.
     */
    boolean insert(Tx tx, Store store) {
        return bind(store, tx.handle().createUpdate("""
                        INSERT INTO store (id, name, address, country, timezone, currency, delivers, prices_include_tax,
                                           opening_hours, postcodes, active, version, created_at, updated_at)
                        VALUES (:id, :name, :address::jsonb, :country, :timezone, :currency, :delivers, :pricesIncludeTax,
                                :openingHours::jsonb, :postcodes, :active, :version, :createdAt, :updatedAt)
                        ON CONFLICT DO NOTHING
                        """))
                        .bind("createdAt", store.createdAt())
                        .execute()
                == 1;
    }

    void update(Tx tx, Store store) {
        bind(store, tx.handle().createUpdate("""
                        UPDATE store
                        SET name = :name, address = :address::jsonb, country = :country, timezone = :timezone,
                            currency = :currency, delivers = :delivers, prices_include_tax = :pricesIncludeTax,
                            opening_hours = :openingHours::jsonb, postcodes = :postcodes, active = :active,
                            version = :version, updated_at = :updatedAt
                        WHERE id = :id
                        """)).execute();
    }

    private <S extends SqlStatement<S>> S bind(Store store, S statement) {
        StoreAddress address = store.address();
        return statement
                .bind("id", store.id())
                .bind("name", store.name())
                .bind("address", address == null ? null : json.write(address))
                .bind("country", address == null ? null : address.country())
                .bind("timezone", store.timezone().getId())
                .bind("currency", store.currency())
                .bind("delivers", store.delivers())
                .bind("pricesIncludeTax", store.pricesIncludeTax())
                .bind("openingHours", json.write(store.openingHours()))
                .bindArray("postcodes", String.class, store.postcodes())
                .bind("active", store.active())
                .bind("version", store.version())
                .bind("updatedAt", store.updatedAt());
    }

    boolean exists(Tx tx, StoreId id) {
        return tx.handle()
                .createQuery("SELECT true FROM store WHERE id = :id")
                .bind("id", id)
                .mapTo(Boolean.class)
                .findOne()
                .isPresent();
    }

    @Nullable
    Store find(Handle handle, StoreId id) {
        return handle.createQuery("SELECT * FROM store WHERE id = :id AND archived_at IS NULL")
                .bind("id", id)
                .map((row, context) -> store(row))
                .findOne()
                .orElse(null);
    }

    /** Also keeps other writers of it away until the transaction ends; those who {@link #hold} it go on. */
    @Nullable
    Store lock(Tx tx, StoreId id) {
        return tx.handle()
                .createQuery("SELECT * FROM store WHERE id = :id AND archived_at IS NULL FOR NO KEY UPDATE")
                .bind("id", id)
                .map((row, context) -> store(row))
                .findOne()
                .orElse(null);
    }

    /** Also keeps it from being archived until the transaction ends. As a foreign key does, for one statement less. */
    @Nullable
    Store hold(Tx tx, StoreId id) {
        return tx.handle()
                .createQuery("SELECT * FROM store WHERE id = :id AND archived_at IS NULL FOR KEY SHARE")
                .bind("id", id)
                .map((row, context) -> store(row))
                .findOne()
                .orElse(null);
    }

    /** Waits for all who hold it, and keeps everybody away: also those whose rows name it in a foreign key. */
    @Nullable
    Store seize(Tx tx, StoreId id) {
        return tx.handle()
                .createQuery("SELECT * FROM store WHERE id = :id AND archived_at IS NULL FOR UPDATE")
                .bind("id", id)
                .map((row, context) -> store(row))
                .findOne()
                .orElse(null);
    }

    void archive(Tx tx, StoreId id, Instant now) {
        tx.handle().createUpdate("""
                        UPDATE store SET archived_at = :now, updated_at = :now, version = version + 1 WHERE id = :id
                        """).bind("id", id).bind("now", now).execute();
    }

    Page<Store> list(Handle handle, @Nullable String namePart, PageRequest page) {
        PagedQuery stores = namePart == null ? all(handle, page) : named(handle, namePart, page);
        return stores.read("""
                SELECT *, <position> <matching> AND <after> ORDER BY <order> LIMIT :fetch OFFSET :skip
                """, this::store);
    }

    /** There are not so many stores that counting them would cost anything. */
    private static PagedQuery all(Handle handle, PageRequest page) {
        return new PagedQuery(handle, page, BY_NAME, "FROM store WHERE archived_at IS NULL", query -> {})
                .knownTotal(() -> handle.createQuery("SELECT count(*) FROM store WHERE archived_at IS NULL")
                        .mapTo(Long.class)
                        .one());
    }

    private static PagedQuery named(Handle handle, String part, PageRequest page) {
        return new PagedQuery(handle, page, BY_NAME, """
                FROM store
                WHERE archived_at IS NULL AND name_lower LIKE lower(:pattern COLLATE "und-x-icu") COLLATE "default"
                """, query -> query.bind("pattern", LikePattern.containing(part)));
    }

    private Store store(ResultSet row) throws SQLException {
        String address = row.getString("address");
        return new Store(
                Columns.id(row, "id", StoreId::new),
                row.getString("name"),
                address == null ? null : json.read(address, StoreAddress.class),
                ZoneId.of(row.getString("timezone")),
                Columns.currency(row, "currency"),
                row.getBoolean("delivers"),
                row.getBoolean("prices_include_tax"),
                json.read(row.getString("opening_hours"), OPENING_HOURS),
                Columns.texts(row, "postcodes"),
                row.getBoolean("active"),
                row.getLong("version"),
                Columns.instant(row, "created_at"),
                Columns.instant(row, "updated_at"));
    }
}
