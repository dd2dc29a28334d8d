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
import aisle.platform.outbox.Outbox;
import aisle.platform.time.Ids;
import aisle.platform.time.Time;
import aisle.stores.StoreBelongings.Kind;
import aisle.stores.StoreBelongings.Left;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The stores of the chain: open one, change it, find it, archive it. */
@Startup // what it counts is shown from the start
@Singleton
public class Stores {
    private final StoreDao dao;
    private final Database database;
    private final Audit audit;
    private final Outbox outbox;
    private final Instance<StoreGuard> guards;
    private final Instance<StoreBelongings> belongings;
    private final AisleConfig.Chain chain;
    private final Time time;
    private final Ids ids;
    private final Counter created;
    private final Counter searches;

    Stores(
            Database database,
            Json json,
            Audit audit,
            Outbox outbox,
            Instance<StoreGuard> guards,
            Instance<StoreBelongings> belongings,
            AisleConfig config,
            Time time,
            Ids ids,
            MeterRegistry metrics) {
        this.dao = new StoreDao(json);
        this.database = database;
        this.audit = audit;
        this.outbox = outbox;
        this.guards = guards;
        this.belongings = belongings;
        this.chain = config.chain();
        this.time = time;
        this.ids = ids;
        this.created =
                Counter.builder("stores_created").description("Stores created").register(metrics);
        this.searches = Counter.builder("store_search")
                .description("Searches for stores by name")
                .register(metrics);
    }

    /** A store and whether it is new. */
    public record Written(Store store, boolean created) {}

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
        publish(tx, actor, "store.created.v1", id, 1, Map.of());
        tx.afterCommit(created::increment);
        return store;
    }

    /**
     * Says everything about a store anew; an id that is unknown becomes a new store.
     *
     * @throws DomainError {@link ErrorCode#STORE_NAME_TAKEN}; {@link ErrorCode#STORE_NOT_FOUND} when it is archived;
     *     {@link ErrorCode#PRECONDITION_FAILED}
     */
    public Written put(Tx tx, Actor actor, StoreId id, ExpectedVersion expected, StoreDetails details) {
        Store before = dao.lock(tx, id);
        if (before == null) {
            expected.mustAllowNew();
            Store fresh = create(tx, actor, id, details);
            if (fresh != null) {
                return new Written(fresh, true);
            }
            // Somebody else has just put it: theirs is what this one replaces. An archived store stays archived.
            before = dao.lock(tx, id);
            if (before == null) {
                throw dao.exists(tx, id) ? notFound() : nameTaken(details);
            }
        }
        expected.mustAllow(before.version());
        return new Written(replace(tx, actor, before, details), false);
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

    /**
     * Opens a store that sells nothing at present, or the other way round.
     *
     * @throws DomainError {@link ErrorCode#STORE_NOT_FOUND}, {@link ErrorCode#PRECONDITION_FAILED}
     */
    public Store toggle(Tx tx, Actor actor, StoreId id, ExpectedVersion expected) {
        return change(tx, actor, id, expected, details -> details.withActive(!Boolean.TRUE.equals(details.active())));
    }

    /**
     * Archives a store: its name is free again, it sells nothing, and what belonged to it belongs to no store any more.
     * One transaction, so that nothing of it is ever done by half; it waits for everybody who {@link #hold holds} the
     * store, and whoever comes later finds no store.
     *
     * @throws DomainError {@link ErrorCode#STORE_NOT_FOUND}, {@link ErrorCode#PRECONDITION_FAILED},
     *     {@link ErrorCode#STORE_HAS_OPEN_ORDERS}, {@link ErrorCode#STORE_HAS_STOCK}
     */
    public ArchivedStore archive(Tx tx, Actor actor, StoreId id, ExpectedVersion expected) {
        Store store = dao.seize(tx, id);
        if (store == null) {
            throw notFound();
        }
        expected.mustAllow(store.version());
        mustNotBeNeeded(tx, id);
        Instant now = time.now();
        dao.archive(tx, id, now);
        Map<Kind, Left> left = new EnumMap<>(Kind.class);
        belongings.stream()
                .sorted(Comparator.comparing(StoreBelongings::kind))
                .forEach(own -> left.put(own.kind(), own.leave(tx, id, now)));
        Left products = left.getOrDefault(Kind.PRODUCTS, new Left(0, 0));
        Left tags = left.getOrDefault(Kind.TAGS, new Left(0, 0));
        ArchivedStore archived = new ArchivedStore(id, products.all(), products.unassigned(), tags.unassigned());
        Map<String, Object> facts = Map.of(
                "products", archived.products(),
                "unassigned_products", archived.unassignedProducts(),
                "unassigned_tags", archived.unassignedTags());
        audit.record(tx, actor, "store.archived", "store", id.value(), id, facts);
        publish(tx, actor, "store.archived.v1", id, store.version() + 1, facts);
        return archived;
    }

    private void mustNotBeNeeded(Tx tx, StoreId id) {
        guards.stream()
                .sorted(Comparator.comparing(StoreGuard::refusal))
                .filter(guard -> guard.needs(tx, id))
                .findFirst()
                .ifPresent(guard -> {
                    throw DomainError.of(guard.refusal(), guard.reason());
                });
    }

    private void publish(Tx tx, Actor actor, String type, StoreId id, long version, Map<String, Object> facts) {
        outbox.publish(tx, actor, type, "store", id.toString(), version, facts);
    }

    private Store replace(Tx tx, Actor actor, Store before, StoreDetails details) {
        Store after = store(before.id(), details, before.version() + 1, before.createdAt(), time.now());
        List<String> fields = after.differences(before);
        if (fields.isEmpty()) {
            return before;
        }
        UniqueKeys.taken("store_name", () -> nameTaken(details), () -> dao.update(tx, after));
        audit.record(tx, actor, "store.changed", "store", after.id().value(), after.id(), Map.of("fields", fields));
        publish(tx, actor, "store.changed.v1", after.id(), after.version(), Map.of("fields", fields));
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

    /**
     * As {@link #get(StoreId)}, and nobody archives the store until the transaction ends: for whoever is about to give it
     * something, such as an order or a product. Those who hold it do not wait for each other.
     *
     * @throws DomainError {@link ErrorCode#STORE_NOT_FOUND}
     */
    public Store hold(Tx tx, StoreId id) {
        Store store = dao.hold(tx, id);
        if (store == null) {
            throw notFound();
        }
        return store;
    }

    /** As {@link #get(Handle, StoreId)}, but null where there is none. */
    public @Nullable Store find(Handle handle, StoreId id) {
        return dao.find(handle, id);
    }

    /** Stores by name; with a text, those that have it somewhere in their name, ignoring case. */
    public Page<Store> list(@Nullable String namePart, PageRequest page) {
        if (namePart != null) {
            searches.increment();
        }
        return database.read(handle -> dao.list(handle, namePart, page));
    }

    private Store store(StoreId id, StoreDetails details, long version, Instant createdAt, Instant updatedAt) {
        Map<Weekday, List<OpeningHours>> openingHours = Objects.requireNonNullElse(details.openingHours(), Map.of());
        OpeningWeek.check(openingHours);
        return new Store(
                id,
                details.name().strip(),
                details.address(),
                Objects.requireNonNullElse(details.timezone(), chain.timezone()),
                Objects.requireNonNullElse(details.currency(), chain.currency()),
                Objects.requireNonNullElse(details.delivers(), false),
                Objects.requireNonNullElse(details.pricesIncludeTax(), true),
                openingHours,
                Postcodes.kept(Objects.requireNonNullElse(details.postcodes(), List.of())),
                Objects.requireNonNullElse(details.active(), true),
                version,
                createdAt,
                updatedAt);
    }

    private static DomainError notFound() {
        return DomainError.of(ErrorCode.STORE_NOT_FOUND, "There is no store with this id.");
    }

    private static DomainError nameTaken(StoreDetails details) {
        return DomainError.of(ErrorCode.STORE_NAME_TAKEN, "There is a store named “" + details.name() + "” already.");
    }
}
