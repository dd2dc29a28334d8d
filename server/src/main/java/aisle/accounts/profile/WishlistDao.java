package aisle.accounts.profile;

import aisle.kernel.Page;
import aisle.kernel.PageRequest;
import aisle.kernel.ProductId;
import aisle.kernel.UserId;
import aisle.platform.db.Columns;
import aisle.platform.db.Tx;
import aisle.platform.db.paging.Keyset;
import aisle.platform.db.paging.PagedQuery;
import aisle.platform.db.paging.SortKey;
import java.time.Instant;
import org.jdbi.v3.core.Handle;

/** SQL of wishlists. */
final class WishlistDao {
    private static final Keyset NEWEST_FIRST = Keyset.of(
            SortKey.time("w.added_at").descending(),
            SortKey.uuid("w.product_id").descending());

    enum Outcome {
        ADDED,
        THERE_ALREADY,
        NO_PRODUCT
    }

    /** Goods that were deleted are nobody's wish; those that are there already stay where they are in the list. */
    Outcome add(Tx tx, UserId user, ProductId product, Instant now) {
        boolean added = tx.handle()
                        .createUpdate("""
                                INSERT INTO wishlist_item (user_id, product_id, added_at)
                                SELECT :user, p.id, :now FROM product p
                                WHERE p.id = :product AND p.deleted_at IS NULL AND p.status = 'ACTIVE'
                                ON CONFLICT (user_id, product_id) DO NOTHING
                                """)
                        .bind("user", user)
                        .bind("product", product)
                        .bind("now", now)
                        .execute()
                == 1;
        if (added) {
            return Outcome.ADDED;
        }
        return contains(tx, user, product) ? Outcome.THERE_ALREADY : Outcome.NO_PRODUCT;
    }

    private static boolean contains(Tx tx, UserId user, ProductId product) {
        return tx.handle()
                .createQuery(
                        "SELECT EXISTS (SELECT FROM wishlist_item WHERE user_id = :user AND product_id = :product)")
                .bind("user", user)
                .bind("product", product)
                .mapTo(Boolean.class)
                .one();
    }

    boolean remove(Tx tx, UserId user, ProductId product) {
        return tx.handle()
                        .createUpdate("DELETE FROM wishlist_item WHERE user_id = :user AND product_id = :product")
                        .bind("user", user)
                        .bind("product", product)
                        .execute()
                == 1;
    }

    /** What is no longer for sale is left out, and back when it is again. */
    Page<Wish> list(Handle handle, UserId user, PageRequest page) {
        return new PagedQuery(handle, page, NEWEST_FIRST, """
                        FROM wishlist_item w JOIN product p ON p.id = w.product_id
                        WHERE w.user_id = :user AND p.deleted_at IS NULL AND p.status = 'ACTIVE'
                        """, query -> query.bind("user", user))
                .read(
                        """
                        SELECT w.product_id, w.added_at, p.sku, p.name, <position> <matching> AND <after>
                        ORDER BY <order> LIMIT :fetch OFFSET :skip
                        """,
                        row -> new Wish(
                                Columns.id(row, "product_id", ProductId::new),
                                row.getString("sku"),
                                row.getString("name"),
                                Columns.instant(row, "added_at")));
    }
}
