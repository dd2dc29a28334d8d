package aisle.stores;

import aisle.audit.Audit;
import aisle.kernel.Actor;
import aisle.kernel.DomainError;
import aisle.kernel.ErrorCode;
import aisle.kernel.ExpectedVersion;
import aisle.kernel.Page;
import aisle.kernel.PageRequest;
import aisle.kernel.StoreId;
import aisle.platform.config.AisleConfig;
import aisle.platform.db.Database;
import aisle.platform.db.Tx;
import aisle.platform.db.UniqueKeys;
import aisle.platform.json.Json;
import aisle.platform.time.Ids;
import aisle.platform.time.Time;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The stores of the chain: open one, change it, find it. */
@Singleton
public class Stores {
    private final StoreDao dao;
    private final Database database;
    private final Audit audit;
    private final AisleConfig.Chain chain;
    private final Time time;
    private final Ids ids;
    private final Counter created;
    private final Counter searches;

    Stores(Database database, Json json, Audit audit, AisleConfig config, Time time, Ids ids, MeterRegistry metrics) {
        this.dao = new StoreDao(json);
        this.database = database;
        this.audit = audit;
        this.chain = config.chain();
        this.time = time;
        this.ids = ids;
        this.created =
                Counter.builder("stores_created").description("Stores created").register(metrics);
        this.searches = Counter.builder("store_search")
                .description("Searches for stores by name")
                .register(metrics);
    }

    /**
     * Opens a store.
     *
     * @throws DomainError {@link ErrorCode#STORE_NAME_TAKEN}
     */
    public Store create(Tx tx, Actor actor, StoreDetails details) {
        Store created = create(tx, actor, new StoreId(ids.next()), details);
        if (created == null) {
            throw nameTaken(details);
        }
        return created;
    }

    /** Null when the id or the name is in use. */
    private @Nullable Store create(Tx tx, Actor actor, StoreId id, StoreDetails details) {
        Instant now = time.now();
        Store store = store(id, details, 1, now, now);
        if (!dao.insert(tx, store)) {
            return null;
        }
        audit.record(tx, actor, "store.created", "store", id.value(), id, Map.of());
        tx.afterCommit(created::increment);
        return store;
    }

    /**
     * Says everything about a store anew; an id that is unknown becomes a new store.
     *
     * @return the store, new when its version is 1
     * @throws DomainError {@link ErrorCode#STORE_NAME_TAKEN}; {@link ErrorCode#STORE_NOT_FOUND} when it is archived;
     *     {@link ErrorCode#PRECONDITION_FAILED}
     */
    public Store put(Tx tx, Actor actor, StoreId id, ExpectedVersion expected, StoreDetails details) {
        Store before = dao.lock(tx, id);
        if (before == null) {
            expected.mustAllowNew();
            Store fresh = create(tx, actor, id, details);
            if (fresh != null) {
                return fresh;
            }
            // Somebody else has just put it: theirs is what this one replaces. An archived store stays archived.
            before = dao.lock(tx, id);
            if (before == null) {
                throw dao.exists(tx, id) ? notFound() : nameTaken(details);
            }
        }
        expected.mustAllow(before.version());
        return replace(tx, actor, before, details);
    }

    /**
     * Changes a part of what is said about a store.
     *
     * @throws DomainError {@link ErrorCode#STORE_NOT_FOUND}, {@link ErrorCode#STORE_NAME_TAKEN},
     *     {@link ErrorCode#PRECONDITION_FAILED}
     */
    public Store change(Tx tx, Actor actor, StoreId id, ExpectedVersion expected, UnaryOperator<StoreDetails> change) {
        Store before = dao.lock(tx, id);
        if (before == null) {
            throw notFound();
        }
        expected.mustAllow(before.version());
        return replace(tx, actor, before, change.apply(StoreDetails.of(before)));
    }

    private Store replace(Tx tx, Actor actor, Store before, StoreDetails details) {
        Store after = store(before.id(), details, before.version() + 1, before.createdAt(), time.now());
        UniqueKeys.taken("store_name", () -> nameTaken(details), () -> dao.update(tx, after));
        audit.record(
                tx,
                actor,
                "store.changed",
                "store",
                after.id().value(),
                after.id(),
                Map.of("fields", changedFields(before, after)));
        return after;
    }

    /** @throws DomainError {@link ErrorCode#STORE_NOT_FOUND} */
    public Store get(StoreId id) {
        return database.read(handle -> get(handle, id));
    }

    /** As {@link #get(StoreId)}, on the caller's connection. */
    public Store get(Handle handle, StoreId id) {
        Store store = dao.find(handle, id);
        if (store == null) {
            throw notFound();
        }
        return store;
    }

    /** Stores by name; with a text, those that have it somewhere in their name, ignoring case. */
    public Page<Store> list(@Nullable String namePart, PageRequest page) {
        if (namePart != null) {
            searches.increment();
        }
        return database.read(handle -> dao.list(handle, namePart, page));
    }

    private Store store(StoreId id, StoreDetails details, long version, Instant createdAt, Instant updatedAt) {
        return new Store(
                id,
                details.name().strip(),
                details.address(),
                Objects.requireNonNullElse(details.timezone(), chain.timezone()),
                Objects.requireNonNullElse(details.currency(), chain.currency()),
                Objects.requireNonNullElse(details.delivers(), false),
                Objects.requireNonNullElse(details.pricesIncludeTax(), true),
                Objects.requireNonNullElse(details.openingHours(), Map.of()),
                Objects.requireNonNullElse(details.postcodes(), List.of()),
                Objects.requireNonNullElse(details.active(), true),
                version,
                createdAt,
                updatedAt);
    }

    private static List<String> changedFields(Store before, Store after) {
        Map<String, Object> was = fields(before);
        Map<String, Object> is = fields(after);
        List<String> changed = new ArrayList<>();
        is.forEach((name, value) -> {
            if (!value.equals(was.get(name))) {
                changed.add(name);
            }
        });
        return changed.stream().sorted().toList();
    }

    private static Map<String, Object> fields(Store store) {
        return Map.of(
                "name", store.name(),
                "address", String.valueOf(store.address()),
                "timezone", store.timezone(),
                "currency", store.currency(),
                "delivers", store.delivers(),
                "prices_include_tax", store.pricesIncludeTax(),
                "opening_hours", store.openingHours(),
                "postcodes", store.postcodes(),
                "active", store.active());
    }

    private static DomainError notFound() {
        return DomainError.of(ErrorCode.STORE_NOT_FOUND, "There is no store with this id.");
    }

    private static DomainError nameTaken(StoreDetails details) {
        return DomainError.of(ErrorCode.STORE_NAME_TAKEN, "There is a store named “" + details.name() + "” already.");
    }
}
