package aisle.catalog.products;

import aisle.platform.db.Columns;
import aisle.platform.db.Tx;
import java.time.Instant;
import java.util.UUID;
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
}
