package aisle.catalog.categories;

import aisle.kernel.CategoryId;
import aisle.kernel.Page;
import aisle.kernel.PageRequest;
import aisle.platform.db.Columns;
import aisle.platform.db.Tx;
import aisle.platform.db.paging.Keyset;
import aisle.platform.db.paging.PagedQuery;
import aisle.platform.db.paging.RowCounts;
import aisle.platform.db.paging.SortKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** SQL of categories. */
final class CategoryDao {
    /** The number of active products in each category itself, which triggers keep. */
    private static final String COUNTED = "category";

    private static final Keyset ROOTS_FIRST = Keyset.of(
            SortKey.number("cardinality(path)"),
            SortKey.number("position"),
            SortKey.text("lower(name COLLATE \"und-x-icu\")"),
            SortKey.uuid("id"));

    /**
     * Keeps others from changing the shape of the tree until the transaction ends. Row locks do not suffice: a child that
     * is being added under a category that is being moved is invisible to the statement that rewrites the paths.
     */
    void lockTree(Tx tx) {
        tx.handle()
                .createQuery("SELECT true FROM (SELECT pg_advisory_xact_lock(hashtext('aisle.category'))) locked")
                .mapTo(Boolean.class)
                .one();
    }

    void insert(Tx tx, Category category) {
        tx.handle()
                .createUpdate("""
                        INSERT INTO category (id, parent_id, name, path, path_name, position, active, version, created_at,
                                              updated_at)
                        VALUES (:id, CAST(:parent AS uuid), :name, :path, :pathName, :position, :active, :version,
                                :createdAt, :updatedAt)
                        """)
                .bind("id", category.id())
                .bind("parent", category.parentId())
                .bind("name", category.name())
                .bindArray("path", UUID.class, uuids(category.path()))
                .bind("pathName", category.pathName())
                .bind("position", category.position())
                .bind("active", category.active())
                .bind("version", category.version())
                .bind("createdAt", category.createdAt())
                .bind("updatedAt", category.updatedAt())
                .execute();
    }

    /** Also keeps it from being removed until the transaction ends. */
    @Nullable
    Category hold(Tx tx, CategoryId id) {
        return find(tx.handle(), "SELECT * FROM category WHERE id = :id FOR KEY SHARE", id);
    }

    /** Waits for all who hold it, and keeps products away that would name it. */
    @Nullable
    Category seize(Tx tx, CategoryId id) {
        return find(tx.handle(), "SELECT * FROM category WHERE id = :id FOR UPDATE", id);
    }

    /** Whether other categories stand below it, or products that are not deleted in it. */
    boolean isUsed(Tx tx, CategoryId id) {
        return tx.handle().createQuery("""
                        SELECT EXISTS (SELECT FROM category WHERE parent_id = :id)
                            OR EXISTS (SELECT FROM product WHERE category_id = :id AND deleted_at IS NULL)
                        """).bind("id", id).mapTo(Boolean.class).one();
    }

    /** Products that were deleted forget it. */
    void delete(Tx tx, CategoryId id) {
        tx.handle()
                .createUpdate("UPDATE product SET category_id = NULL WHERE category_id = :id")
                .bind("id", id)
                .execute();
        tx.handle()
                .createUpdate("DELETE FROM category WHERE id = :id")
                .bind("id", id)
                .execute();
        RowCounts.forget(tx.handle(), COUNTED, id);
    }

    /** Whether shoppers see it: it and all above it are active. */
    boolean isShown(Handle handle, CategoryId id) {
        return handle.createQuery("""
                        SELECT true FROM category
                        WHERE id = :id AND NOT path && ARRAY(SELECT id FROM category WHERE NOT active)
                        """)
                .bind("id", id)
                .mapTo(Boolean.class)
                .findOne()
                .isPresent();
    }

    /** Changes what concerns the category alone, not its place or its name. */
    void update(Tx tx, Category after) {
        tx.handle()
                .createUpdate("""
                        UPDATE category
                        SET position = :position, active = :active, version = :version, updated_at = :updatedAt
                        WHERE id = :id
                        """)
                .bind("id", after.id())
                .bind("position", after.position())
                .bind("active", after.active())
                .bind("version", after.version())
                .bind("updatedAt", after.updatedAt())
                .execute();
    }

    /**
     * Writes a category with a new name or parent, and the paths of all that is below it.
     *
     * @return how many levels deep the tree now is at its deepest below it
     */
    int move(Tx tx, Category before, Category after) {
        return tx.handle()
                .createQuery("""
                        WITH moved AS (
                            UPDATE category
                            SET parent_id = CASE WHEN id = :id THEN CAST(:parent AS uuid) ELSE parent_id END,
                                name = CASE WHEN id = :id THEN :name ELSE name END,
                                position = CASE WHEN id = :id THEN :position ELSE position END,
                                active = CASE WHEN id = :id THEN :active ELSE active END,
                                path = CAST(:path AS uuid[]) || path[:oldDepth + 1 \\: cardinality(path)],
                                path_name = :pathName || substr(path_name, length(:oldPathName) + 1),
                                version = version + 1,
                                updated_at = :updatedAt
                            WHERE path @> ARRAY[CAST(:id AS uuid)]
                            RETURNING cardinality(path) AS depth
                        )
                        SELECT max(depth) FROM moved
                        """)
                .bind("id", after.id())
                .bind("parent", after.parentId())
                .bind("name", after.name())
                .bind("position", after.position())
                .bind("active", after.active())
                .bindArray("path", UUID.class, uuids(after.path()))
                .bind("oldDepth", before.path().size())
                .bind("pathName", after.pathName())
                .bind("oldPathName", before.pathName())
                .bind("updatedAt", after.updatedAt())
                .mapTo(Integer.class)
                .one();
    }

    @Nullable
    Category find(Handle handle, CategoryId id) {
        return find(handle, "SELECT * FROM category WHERE id = :id", id);
    }

    private static @Nullable Category find(Handle handle, String statement, CategoryId id) {
        return handle.createQuery(statement)
                .bind("id", id)
                .map((row, context) -> category(row))
                .findOne()
                .orElse(null);
    }

    /** The category at the end of this path of names, ignoring case; held. */
    @Nullable
    Category findByPath(Tx tx, String pathName) {
        return tx.handle()
                .createQuery("""
                        SELECT * FROM category
                        WHERE lower(path_name COLLATE "und-x-icu") = lower(:pathName COLLATE "und-x-icu")
                        FOR KEY SHARE
                        """)
                .bind("pathName", pathName)
                .map((row, context) -> category(row))
                .findOne()
                .orElse(null);
    }

    /** All categories of this name wherever they stand, ignoring case; two at most, since two are too many already. */
    List<Category> findByName(Tx tx, String name) {
        return tx.handle()
                .createQuery("""
                        SELECT * FROM category
                        WHERE lower(name COLLATE "und-x-icu") = lower(:name COLLATE "und-x-icu")
                        LIMIT 2
                        FOR KEY SHARE
                        """)
                .bind("name", name)
                .map((row, context) -> category(row))
                .list();
    }

    Page<Category> list(Handle handle, @Nullable CategoryId parent, PageRequest page) {
        return new PagedQuery(handle, page, ROOTS_FIRST, """
                FROM category
                WHERE (CAST(:parent AS uuid) IS NULL OR parent_id = CAST(:parent AS uuid))
                """, query -> query.bind("parent", parent))
                .read("""
                SELECT *, <position> <matching> AND <after> ORDER BY <order> LIMIT :fetch OFFSET :skip
                """, CategoryDao::category);
    }

    private static List<UUID> uuids(List<CategoryId> path) {
        return path.stream().map(CategoryId::value).toList();
    }

    private static Category category(ResultSet row) throws SQLException {
        return new Category(
                Columns.id(row, "id", CategoryId::new),
                Columns.idOrNull(row, "parent_id", CategoryId::new),
                row.getString("name"),
                Columns.ids(row, "path", CategoryId::new),
                row.getString("path_name"),
                row.getInt("position"),
                row.getBoolean("active"),
                row.getLong("version"),
                Columns.instant(row, "created_at"),
                Columns.instant(row, "updated_at"));
    }
}
