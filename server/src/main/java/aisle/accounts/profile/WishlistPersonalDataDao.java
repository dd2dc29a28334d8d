package aisle.accounts.profile;

import aisle.kernel.ProductId;
import aisle.kernel.UserId;
import aisle.platform.db.Columns;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** SQL of the personal side of wishlists. */
final class WishlistPersonalDataDao {
    /** A wish, whether its product is for sale now or not. */
    record Wished(ProductId productId, Instant addedAt) {}

    List<Wished> ofUser(Handle handle, UserId user) {
        return handle.createQuery("""
                        SELECT product_id, added_at FROM wishlist_item WHERE user_id = :user ORDER BY added_at, product_id
                        """)
                .bind("user", user)
                .map((row, context) ->
                        new Wished(Columns.id(row, "product_id", ProductId::new), Columns.instant(row, "added_at")))
                .list();
    }
}
