package aisle.catalog.categories;

import aisle.audit.Audit;
import aisle.kernel.Actor;
import aisle.kernel.CategoryId;
import aisle.kernel.DomainError;
import aisle.kernel.ErrorCode;
import aisle.kernel.ExpectedVersion;
import aisle.kernel.Page;
import aisle.kernel.PageRequest;
import aisle.platform.db.Database;
import aisle.platform.db.Tx;
import aisle.platform.db.UniqueKeys;
import aisle.platform.outbox.Outbox;
import aisle.platform.time.Ids;
import aisle.platform.time.Time;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The tree of categories: grow it, rearrange it, find one's way in it. */
@Singleton
public class Categories {
    /** Between the names of a path. */
    public static final String SEPARATOR = " > ";

    /**
     * Levels of the tree: more than any shop needs. Each is an object and a list in the tree that shoppers get, and there
     * are readers of JSON that go no deeper than 64.
     */
    static final int DEEPEST = 30;

    private final CategoryDao dao = new CategoryDao();
    private final Database database;
    private final Audit audit;
    private final Outbox outbox;
    private final Time time;
    private final Ids ids;

    Categories(Database database, Audit audit, Outbox outbox, Time time, Ids ids) {
        this.database = database;
        this.audit = audit;
        this.outbox = outbox;
        this.time = time;
        this.ids = ids;
    }

    /** A category and whether it is new. */
    record Written(Category category, boolean created) {}

    /**
     * Adds a category.
     *
     * @throws DomainError {@link ErrorCode#CATEGORY_NAME_TAKEN}; {@link ErrorCode#VALIDATION_ERROR} when there is no such
     *     parent or the tree gets too deep
     */
    public Category create(Tx tx, Actor actor, CategoryDetails details) {
        dao.lockTree(tx);
        return create(tx, actor, new CategoryId(ids.next()), details);
    }

    private Category create(Tx tx, Actor actor, CategoryId id, CategoryDetails details) {
        Instant now = time.now();
        Category category = category(tx, id, details, 1, now, now);
        mustNotBeDeeper(category.path().size());
        UniqueKeys.taken("category_name", () -> nameTaken(category), () -> dao.insert(tx, category));
        record(tx, actor, "category.created", category, Map.of());
        return category;
    }

    /**
     * Says everything about a category anew; an id that is unknown becomes a new category.
     *
     * @throws DomainError as {@link #create} and {@link #change}
     */
    Written put(Tx tx, Actor actor, CategoryId id, ExpectedVersion expected, CategoryDetails details) {
        dao.lockTree(tx);
        Category before = dao.find(tx.handle(), id);
        if (before == null) {
            expected.mustAllowNew();
            return new Written(create(tx, actor, id, details), true);
        }
        expected.mustAllow(before.version());
        return new Written(replace(tx, actor, before, details), false);
    }

    /**
     * Changes a part of what is said about a category; a new name or parent changes the paths of all below it too.
     *
     * @throws DomainError {@link ErrorCode#CATEGORY_NOT_FOUND}, {@link ErrorCode#CATEGORY_NAME_TAKEN};
     *     {@link ErrorCode#CATEGORY_CYCLE} when the new parent is the category itself or below it;
     *     {@link ErrorCode#PRECONDITION_FAILED}
     */
    public Category change(
            Tx tx, Actor actor, CategoryId id, ExpectedVersion expected, UnaryOperator<CategoryDetails> change) {
        dao.lockTree(tx);
        Category before = get(tx.handle(), id);
        expected.mustAllow(before.version());
        return replace(tx, actor, before, change.apply(CategoryDetails.of(before)));
    }

    /**
     * Hides a category and all below it from shoppers, or shows it again.
     *
     * @throws DomainError {@link ErrorCode#CATEGORY_NOT_FOUND}, {@link ErrorCode#PRECONDITION_FAILED}
     */
    public Category toggle(Tx tx, Actor actor, CategoryId id, ExpectedVersion expected) {
        return change(tx, actor, id, expected, details -> details.withActive(!Boolean.TRUE.equals(details.active())));
    }

    /**
     * Removes a category.
     *
     * @throws DomainError {@link ErrorCode#CATEGORY_NOT_FOUND}, {@link ErrorCode#PRECONDITION_FAILED};
     *     {@link ErrorCode#CATEGORY_IN_USE} while categories are below it or products in it
     */
    public void delete(Tx tx, Actor actor, CategoryId id, ExpectedVersion expected) {
        dao.lockTree(tx);
        Category category = found(dao.seize(tx, id));
        expected.mustAllow(category.version());
        if (dao.isUsed(tx, id)) {
            throw DomainError.of(
                    ErrorCode.CATEGORY_IN_USE, "There are categories below it, or products in it. Move them first.");
        }
        dao.delete(tx, id);
        record(tx, actor, "category.deleted", category, Map.of());
    }

    private void record(Tx tx, Actor actor, String action, Category category, Map<String, Object> facts) {
        audit.record(tx, actor, action, "category", category.id().value(), null, facts);
        outbox.publish(tx, actor, action + ".v1", "category", category.id().toString(), category.version(), facts);
    }

    private Category replace(Tx tx, Actor actor, Category before, CategoryDetails details) {
        Category after = category(tx, before.id(), details, before.version() + 1, before.createdAt(), time.now());
        List<String> fields = after.differences(before);
        if (fields.isEmpty()) {
            return before;
        }
        if (before.pathName().equals(after.pathName()) && before.path().equals(after.path())) {
            dao.update(tx, after);
        } else {
            UniqueKeys.taken(
                    "category_name", () -> nameTaken(after), () -> mustNotBeDeeper(dao.move(tx, before, after)));
        }
        record(tx, actor, "category.changed", after, Map.of("fields", fields));
        return after;
    }

    private Category category(
            Tx tx, CategoryId id, CategoryDetails details, long version, Instant createdAt, Instant updatedAt) {
        Category parent = details.parentId() == null ? null : parent(tx, id, details.parentId());
        String name = details.name().strip();
        List<CategoryId> path = new ArrayList<>(parent == null ? List.of() : parent.path());
        path.add(id);
        return new Category(
                id,
                details.parentId(),
                name,
                path,
                parent == null ? name : parent.pathName() + SEPARATOR + name,
                Objects.requireNonNullElse(details.position(), 0),
                Objects.requireNonNullElse(details.active(), true),
                version,
                createdAt,
                updatedAt);
    }

    private Category parent(Tx tx, CategoryId id, CategoryId parentId) {
        Category parent = id.equals(parentId) ? null : dao.find(tx.handle(), parentId);
        if (id.equals(parentId) || (parent != null && parent.path().contains(id))) {
            throw DomainError.of(ErrorCode.CATEGORY_CYCLE, "A category cannot stand below itself.");
        }
        if (parent == null) {
            throw DomainError.invalid("parent_id", "not_found", "There is no category with this id.");
        }
        return parent;
    }

    /**
     * The category at the end of a path of names such as {@code Dairy > Milk}; what is missing of it is created. A single
     * name is a root, or else the one category of that name wherever it stands.
     *
     * @throws DomainError {@link ErrorCode#VALIDATION_ERROR} naming {@code category} when this is no path
     */
    public CategoryId resolve(Tx tx, Actor actor, String path) {
        List<String> names = List.of(path.split(">", -1));
        if (names.size() == 1) {
            String name = path.strip();
            if (dao.findByPath(tx, name) == null) {
                List<Category> called = dao.findByName(tx, name);
                if (called.size() == 1) {
                    return called.getFirst().id();
                }
            }
        }
        return resolve(tx, actor, names);
    }

    /**
     * The category at the end of this path of names, the root's first; what is missing of it is created. Safe when many do
     * so at once.
     *
     * @throws DomainError {@link ErrorCode#VALIDATION_ERROR} naming {@code category} when a name is empty, too long or has
     *     a {@code >} in it, or when there are too many or none
     */
    public CategoryId resolve(Tx tx, Actor actor, List<String> names) {
        List<String> path = names.stream().map(String::strip).toList();
        mustBeNames(path);
        Category found = dao.findByPath(tx, String.join(SEPARATOR, path));
        if (found != null) {
            return found.id();
        }
        dao.lockTree(tx);
        Category at = null;
        for (int depth = 1; depth <= path.size(); depth++) {
            Category next = dao.findByPath(tx, String.join(SEPARATOR, path.subList(0, depth)));
            if (next == null) {
                CategoryId parent = at == null ? null : at.id();
                CategoryDetails details = new CategoryDetails(path.get(depth - 1), parent, null, null);
                next = create(tx, actor, new CategoryId(ids.next()), details);
            }
            at = next;
        }
        return Objects.requireNonNull(at).id();
    }

    private static void mustBeNames(List<String> path) {
        String problem = problem(path);
        if (problem != null) {
            throw DomainError.invalid("category", "invalid", problem);
        }
    }

    /** Why these names from the root down are no path, or null. */
    public static @Nullable String problem(List<String> path) {
        boolean valid = !path.isEmpty() && path.size() <= DEEPEST;
        for (String name : path) {
            valid &= !name.isEmpty() && name.length() <= CategoryDetails.LONGEST_NAME && !name.contains(">");
        }
        return valid
                ? null
                : "must be a name or a path such as Dairy > Milk, of at most " + DEEPEST + " names with at most "
                        + CategoryDetails.LONGEST_NAME + " characters each";
    }

    /** @throws DomainError {@link ErrorCode#CATEGORY_NOT_FOUND} */
    public Category get(CategoryId id) {
        return database.read(handle -> get(handle, id));
    }

    /** As {@link #get(CategoryId)}, on the caller's connection. */
    public Category get(Handle handle, CategoryId id) {
        return found(dao.find(handle, id));
    }

    private static Category found(@Nullable Category category) {
        if (category == null) {
            throw DomainError.of(ErrorCode.CATEGORY_NOT_FOUND, "There is no category with this id.");
        }
        return category;
    }

    /**
     * Refuses a category that shoppers do not see, because it or one above it is not active.
     *
     * @throws DomainError {@link ErrorCode#CATEGORY_NOT_FOUND}
     */
    public void mustBeShown(CategoryId id) {
        if (!database.read(handle -> dao.isShown(handle, id))) {
            throw DomainError.of(ErrorCode.CATEGORY_NOT_FOUND, "There is no category with this id.");
        }
    }

    /** Whether there is such a category; it stays until the transaction ends. */
    public boolean hold(Tx tx, CategoryId id) {
        return dao.hold(tx, id) != null;
    }

    /** The children of a category, or without one all categories, the roots first. */
    public Page<Category> list(@Nullable CategoryId parent, PageRequest page) {
        return database.read(handle -> dao.list(handle, parent, page));
    }

    private static void mustNotBeDeeper(int depth) {
        if (depth > DEEPEST) {
            throw DomainError.invalid("parent_id", "too_deep", "The tree has at most " + DEEPEST + " levels.");
        }
    }

    private static DomainError nameTaken(Category category) {
        return DomainError.of(
                ErrorCode.CATEGORY_NAME_TAKEN, "There is a category “" + category.name() + "” here already.");
    }
}
