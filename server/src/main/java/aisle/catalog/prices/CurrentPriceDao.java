package aisle.catalog.prices;

import aisle.kernel.Money;
import aisle.kernel.PriceId;
import aisle.kernel.ProductId;
import aisle.kernel.StoreId;
import aisle.platform.db.Columns;
import aisle.platform.db.Tx;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** SQL of the current prices, which lists are sorted by: what {@link EffectivePrice} says, kept where an index finds it. */
final class CurrentPriceDao {
    /** A scheduled price that has begun or ended, of a product of this version. */
    record Passed(
            PriceId id, ProductId product, @Nullable StoreId store, Money price, boolean ended, long productVersion) {}

    /** The products whose scheduled prices have begun or ended without anybody having looked, at most so many rows of them. */
    List<ProductId> due(Tx tx, Instant now, int limit) {
        return tx
                .handle()
                .createQuery("""
                        SELECT product_id FROM product_price WHERE boundary <= :now ORDER BY boundary LIMIT :limit
                        """)
                .bind("now", now)
                .bind("limit", limit)
                .map((row, context) -> Columns.id(row, "product_id", ProductId::new))
                .list()
                .stream()
                .distinct()
                .toList();
    }

    /** In one order, so that no two wait for each other. */
    void lock(Tx tx, Collection<ProductId> products) {
        tx.handle()
                .createQuery("SELECT id FROM product WHERE id = ANY (:products) ORDER BY id FOR NO KEY UPDATE")
                .bindArray("products", UUID.class, uuids(products))
                .mapTo(UUID.class)
                .list();
    }

    void refreshChain(Tx tx, Collection<ProductId> products, Instant now) {
        tx.handle()
                .createUpdate("""
                        UPDATE product
                        SET scheduled_price = present.price
                        FROM (SELECT p.id, (SELECT pp.price FROM product_price pp
                                            WHERE pp.product_id = p.id AND pp.store_id IS NULL AND pp.scheduled
                                                AND pp.currency = p.currency
                                                AND pp.valid_to > :now AND pp.valid_from <= :now) AS price
                              FROM product p WHERE p.id = ANY (:products)) AS present
                        WHERE product.id = present.id AND product.scheduled_price IS DISTINCT FROM present.price
                        """)
                .bind("now", now)
                .bindArray("products", UUID.class, uuids(products))
                .execute();
    }

    void refreshStores(Tx tx, Collection<ProductId> products, Instant now) {
        tx.handle()
                .createUpdate("""
                        WITH present AS (
                            SELECT DISTINCT ON (pp.store_id, pp.product_id) pp.store_id, pp.product_id, pp.price
                            FROM product_price pp JOIN store s ON s.id = pp.store_id AND s.currency = pp.currency
                            WHERE pp.product_id = ANY (:products) AND pp.valid_to > :now AND pp.valid_from <= :now
                            ORDER BY pp.store_id, pp.product_id, pp.scheduled DESC
                        ), gone AS (
                            DELETE FROM store_price sp
                            WHERE sp.product_id = ANY (:products)
                                AND NOT EXISTS (SELECT FROM present
                                                WHERE present.store_id = sp.store_id AND present.product_id = sp.product_id)
                        )
                        INSERT INTO store_price (store_id, product_id, price)
                        SELECT store_id, product_id, price FROM present ORDER BY product_id, store_id
                        ON CONFLICT (store_id, product_id) DO UPDATE SET price = excluded.price
                        WHERE store_price.price <> excluded.price
                        """)
                .bind("now", now)
                .bindArray("products", UUID.class, uuids(products))
                .execute();
    }

    /** Says when each of these must be looked at again, if ever. */
    List<Passed> pass(Tx tx, Collection<ProductId> products, Instant now) {
        return tx.handle()
                .createQuery("""
                        UPDATE product_price
                        SET boundary = CASE WHEN valid_to > :now AND valid_to <> 'infinity' THEN valid_to END
                        FROM product p
                        WHERE p.id = product_price.product_id AND product_id = ANY (:products) AND boundary <= :now
                        RETURNING product_price.id, product_id, store_id, product_price.price, product_price.currency,
                                  valid_to <= :now AS ended, p.version AS product_version
                        """)
                .bind("now", now)
                .bindArray("products", UUID.class, uuids(products))
                .map((row, context) -> new Passed(
                        Columns.id(row, "id", PriceId::new),
                        Columns.id(row, "product_id", ProductId::new),
                        Columns.idOrNull(row, "store_id", StoreId::new),
                        Columns.money(row, "price", "currency"),
                        row.getBoolean("ended"),
                        row.getLong("product_version")))
                .list();
    }

    private static List<UUID> uuids(Collection<ProductId> products) {
        return products.stream().map(ProductId::value).toList();
    }
}
