package aisle.catalog.products;

import aisle.catalog.products.ProductDetails.GroupDetails;
import aisle.platform.db.Columns;
import aisle.platform.db.Tx;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** SQL of groups of variants. */
final class VariantGroupDao {
    /** False when there is a group of this handle. */
    boolean insert(Tx tx, UUID id, String handle, String title, Instant now) {
        return tx.handle()
                        .createUpdate("""
                                INSERT INTO product_group (id, handle, title, created_at, updated_at)
                                VALUES (:id, :handle, :title, :now, :now)
                                ON CONFLICT (handle) DO NOTHING
                                """)
                        .bind("id", id)
                        .bind("handle", handle)
                        .bind("title", title)
                        .bind("now", now)
                        .execute()
                == 1;
    }

    /** The id of the group when this is a new title for it. */
    @Nullable
    UUID rename(Tx tx, String handle, String title, Instant now) {
        return tx.handle()
                .createQuery("""
                        UPDATE product_group SET title = :title, updated_at = :now
                        WHERE handle = :handle AND title <> :title
                        RETURNING id
                        """)
                .bind("handle", handle)
                .bind("title", title)
                .bind("now", now)
                .map((row, context) -> Columns.id(row, "id", id -> id))
                .findOne()
                .orElse(null);
    }

    void insertAll(Tx tx, List<UUID> ids, List<String> handles, List<String> titles, Instant now) {
        tx.handle()
                .createUpdate("""
                        INSERT INTO product_group (id, handle, title, created_at, updated_at)
                        SELECT i.id, i.handle, i.title, :now, :now
                        FROM unnest(:ids::uuid[], :handles::text[], :titles::text[]) AS i (id, handle, title)
                        ORDER BY i.handle
                        ON CONFLICT (handle) DO NOTHING
                        """)
                .bindArray("ids", UUID.class, ids)
                .bindArray("handles", String.class, handles)
                .bindArray("titles", String.class, titles)
                .bind("now", now)
                .execute();
    }

    Set<String> renamed(Handle handle, Map<String, GroupDetails> groups) {
        List<GroupDetails> titled =
                groups.values().stream().filter(group -> group.title() != null).toList();
        return new HashSet<>(handle.createQuery("""
                        SELECT g.handle
                        FROM unnest(:handles::text[], :titles::text[]) AS i (handle, title)
                        JOIN product_group g ON g.handle = i.handle AND g.title <> i.title
                        """)
                .bindArray(
                        "handles",
                        String.class,
                        titled.stream().map(GroupDetails::handle).toList())
                .bindArray(
                        "titles",
                        String.class,
                        titled.stream().map(GroupDetails::title).toList())
                .mapTo(String.class)
                .list());
    }

    /** Of groups that have a title in {@code groups}. Locked in one order, so that no two wait for each other. */
    void renameAll(Tx tx, List<String> handles, Map<String, GroupDetails> groups, Instant now) {
        tx.handle()
                .createQuery(
                        "SELECT id FROM product_group WHERE handle = ANY (:handles) ORDER BY handle FOR NO KEY UPDATE")
                .bindArray("handles", String.class, handles)
                .mapTo(UUID.class)
                .list();
        tx.handle()
                .createUpdate("""
                        UPDATE product_group g SET title = i.title, updated_at = :now
                        FROM unnest(:handles::text[], :titles::text[]) AS i (handle, title)
                        WHERE g.handle = i.handle AND g.title <> i.title
                        """)
                .bindArray("handles", String.class, handles)
                .bindArray(
                        "titles",
                        String.class,
                        handles.stream()
                                .map(handle -> Objects.requireNonNull(groups.get(handle))
                                        .title())
                                .toList())
                .bind("now", now)
                .execute();
    }
}
