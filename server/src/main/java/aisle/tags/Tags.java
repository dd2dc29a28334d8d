package aisle.tags;

import aisle.audit.Audit;
import aisle.kernel.Actor;
import aisle.kernel.DomainError;
import aisle.kernel.ErrorCode;
import aisle.kernel.ExpectedVersion;
import aisle.kernel.Page;
import aisle.kernel.PageRequest;
import aisle.kernel.StoreId;
import aisle.kernel.TagId;
import aisle.platform.db.Database;
import aisle.platform.db.Tx;
import aisle.platform.db.UniqueKeys;
import aisle.platform.outbox.Outbox;
import aisle.platform.time.Ids;
import aisle.platform.time.Time;
import aisle.stores.Stores;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The tags of the stores: make one, rename it, remove it. */
@Singleton
public class Tags {
    private final TagDao dao = new TagDao();
    private final Database database;
    private final Stores stores;
    private final Audit audit;
    private final Outbox outbox;
    private final TagMetrics metrics;
    private final Time time;
    private final Ids ids;

    Tags(Database database, Stores stores, Audit audit, Outbox outbox, TagMetrics metrics, Time time, Ids ids) {
        this.database = database;
        this.stores = stores;
        this.audit = audit;
        this.outbox = outbox;
        this.metrics = metrics;
        this.time = time;
        this.ids = ids;
    }

    /**
     * Gives a store a new tag.
     *
     * @throws DomainError {@link ErrorCode#STORE_NOT_FOUND}, {@link ErrorCode#WRONG_STORE},
     *     {@link ErrorCode#TAG_NAME_TAKEN}
     */
    public Tag create(Tx tx, Actor actor, StoreId store, TagDetails details) {
        stores.hold(tx, store);
        actor.mustWorkIn(store);
        Instant now = time.now();
        Tag tag = new Tag(new TagId(ids.next()), store, details.name().strip(), 1, now, now);
        UniqueKeys.taken("tag_name", () -> nameTaken(tag), () -> dao.insert(tx, tag));
        record(tx, actor, "tag.created", tag, Map.of());
        tx.afterCommit(metrics.created::increment);
        return tag;
    }

    /**
     * Changes what is said about a tag.
     *
     * @throws DomainError {@link ErrorCode#TAG_NOT_FOUND}, {@link ErrorCode#WRONG_STORE},
     *     {@link ErrorCode#PRECONDITION_FAILED}, {@link ErrorCode#TAG_NAME_TAKEN}
     */
    public Tag change(Tx tx, Actor actor, TagId id, ExpectedVersion expected, UnaryOperator<TagDetails> change) {
        Tag before = found(dao.lock(tx, id));
        mustKeep(actor, before);
        expected.mustAllow(before.version());
        String name = change.apply(new TagDetails(before.name())).name().strip();
        if (name.equals(before.name())) {
            return before;
        }
        Tag after = new Tag(id, before.storeId(), name, before.version() + 1, before.createdAt(), time.now());
        UniqueKeys.taken("tag_name", () -> nameTaken(after), () -> dao.update(tx, after));
        record(tx, actor, "tag.changed", after, Map.of("fields", List.of("name")));
        return after;
    }

    /**
     * Removes a tag.
     *
     * @param force also from the products that have it
     * @throws DomainError {@link ErrorCode#TAG_NOT_FOUND}, {@link ErrorCode#WRONG_STORE},
     *     {@link ErrorCode#PRECONDITION_FAILED}; {@link ErrorCode#TAG_IN_USE} unless forced
     */
    public void delete(Tx tx, Actor actor, TagId id, ExpectedVersion expected, boolean force) {
        Tag tag = found(dao.seize(tx, id));
        mustKeep(actor, tag);
        expected.mustAllow(tag.version());
        if (!force && dao.isUsed(tx, id)) {
            throw DomainError.of(
                    ErrorCode.TAG_IN_USE, "Products have this tag. Take it from them first, or send force=true.");
        }
        int products = force ? dao.unlinkAll(tx, id) : 0;
        dao.delete(tx, id);
        record(tx, actor, "tag.deleted", tag, Map.of("products", products));
        tx.afterCommit(() -> metrics.unlinked.increment(products));
    }

    /** @throws DomainError {@link ErrorCode#TAG_NOT_FOUND} */
    public Tag get(TagId id) {
        return found(database.read(handle -> dao.find(handle, id)));
    }

    /** Tags of all stores and of none, by name. */
    Page<Tag> list(TagFilter filter, PageRequest page) {
        return database.read(handle -> dao.list(handle, filter, page));
    }

    /**
     * The tags of a store, by name.
     *
     * @throws DomainError {@link ErrorCode#STORE_NOT_FOUND}
     */
    Page<Tag> of(StoreId store, @Nullable String namePart, PageRequest page) {
        return database.read(handle -> {
            Page<Tag> tags = dao.list(handle, new TagFilter(store, namePart, null), page);
            mustExist(handle, store, tags);
            return tags;
        });
    }

    /** A store with tags exists. */
    private void mustExist(Handle handle, StoreId store, Page<Tag> tags) {
        if (tags.items().isEmpty()) {
            stores.get(handle, store);
        }
    }

    private void record(Tx tx, Actor actor, String action, Tag tag, Map<String, Object> facts) {
        audit.record(tx, actor, action, "tag", tag.id().value(), tag.storeId(), facts);
        outbox.publish(tx, actor, action + ".v1", "tag", tag.id().toString(), tag.version(), facts);
    }

    static Tag found(@Nullable Tag tag) {
        if (tag == null) {
            throw DomainError.of(ErrorCode.TAG_NOT_FOUND, "There is no tag with this id.");
        }
        return tag;
    }

    /** Tags of no store are for whoever works in every one: ADMIN, and keys that are bound to none. */
    static void mustKeep(Actor actor, Tag tag) {
        if (tag.storeId() != null) {
            actor.mustWorkIn(tag.storeId());
        } else if (!actor.worksEverywhere()) {
            throw DomainError.of(ErrorCode.WRONG_STORE, "This tag belongs to no store; an administrator keeps it.");
        }
    }

    private static DomainError nameTaken(Tag tag) {
        return DomainError.of(
                ErrorCode.TAG_NAME_TAKEN,
                "The store " + Objects.requireNonNull(tag.storeId()) + " has a tag “" + tag.name() + "” already.");
    }
}
