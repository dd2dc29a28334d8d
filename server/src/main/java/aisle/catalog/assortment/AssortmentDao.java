package aisle.catalog.assortment;

import aisle.kernel.ProductId;
import aisle.kernel.StoreId;
import aisle.platform.db.Columns;
import aisle.platform.db.Tx;
import aisle.platform.db.paging.RowCounts;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** SQL of assortments. */
final class AssortmentDao {
    /** The number of active products per store, which triggers keep. */
    private static final String COUNTED = "assortment";

    /** What left an assortment, and how much of it no store sells any more. */
    record Emptied(long products, long unassigned) {}

    /**
     * Keeps products from being deleted, and their status as it is, until the transaction ends; answers those that there
     * are. A link counts in its store's number of products only while its product is active, so that nobody may change that
     * while a link is made or removed.
     */
    Set<ProductId> hold(Tx tx, Collection<ProductId> products) {
        return new HashSet<>(tx.handle()
                .createQuery("""
                        SELECT id FROM product WHERE id = ANY (:products) AND deleted_at IS NULL ORDER BY id FOR SHARE
                        """)
                .bindArray("products", UUID.class, uuids(products))
                .map((row, context) -> Columns.id(row, "id", ProductId::new))
                .list());
    }

    /** As {@link #hold}, of any products, also of those that were deleted. */
    void holdAny(Tx tx, Collection<ProductId> products) {
        tx.handle()
                .createQuery("SELECT id FROM product WHERE id = ANY (:products) ORDER BY id FOR SHARE")
                .bindArray("products", UUID.class, uuids(products))
                .map((row, context) -> Columns.id(row, "id", ProductId::new))
                .list();
    }

    /** Answers those that were not there already. In the order of their ids, so that two who add the same never deadlock. */
    List<ProductId> insert(Tx tx, StoreId store, Collection<ProductId> products, Instant now) {
        return tx.handle()
                .createQuery("""
                        INSERT INTO assortment (store_id, product_id, created_at)
                        SELECT :store, product_id, :now FROM unnest(CAST(:products AS uuid[])) AS product_id ORDER BY product_id
                        ON CONFLICT (store_id, product_id) DO NOTHING
                        RETURNING product_id
                        """)
                .bind("store", store)
                .bind("now", now)
                .bindArray("products", UUID.class, uuids(products))
                .map((row, context) -> Columns.id(row, "product_id", ProductId::new))
                .list();
    }

    /** Answers those that were there. */
    List<ProductId> delete(Tx tx, StoreId store, Collection<ProductId> products) {
        return tx.handle()
                .createQuery("""
                        WITH leaving AS (
                            SELECT store_id, product_id FROM assortment
                            WHERE store_id = :store AND product_id = ANY (:products)
                            ORDER BY product_id
                            FOR UPDATE
                        )
                        DELETE FROM assortment a USING leaving l
                        WHERE a.store_id = l.store_id AND a.product_id = l.product_id
                        RETURNING a.product_id
                        """)
                .bind("store", store)
                .bindArray("products", UUID.class, uuids(products))
                .map((row, context) -> Columns.id(row, "product_id", ProductId::new))
                .list();
    }

    /**
     * Takes everything out of the assortment of a store that is archived, in one statement: a million links take some
     * seconds, in which only those wait who want something of this very store. On a slow machine they may take longer than
     * any statement of a request otherwise may.
     */
    Emptied empty(Tx tx, StoreId store) {
        tx.handle()
                .createQuery("SELECT set_config('statement_timeout', '5min', true)")
                .mapTo(String.class)
                .one();
        RowCounts.forget(tx.handle(), COUNTED, store);
        return tx.handle()
                .createQuery("""
                        WITH gone AS (DELETE FROM assortment WHERE store_id = :store RETURNING product_id)
                        SELECT count(*) AS products, count(*) FILTER (WHERE elsewhere.sold IS NULL) AS unassigned
                        FROM gone
                        LEFT JOIN LATERAL (
                            SELECT true AS sold FROM assortment other
                            WHERE other.product_id = gone.product_id AND other.store_id <> :store
                            LIMIT 1
                        ) AS elsewhere ON true
                        """)
                .bind("store", store)
                .map((row, context) -> new Emptied(row.getLong("products"), row.getLong("unassigned")))
                .one();
    }

    long count(Handle handle, StoreId store) {
        return RowCounts.of(handle, COUNTED, List.of(store));
    }

    private static List<UUID> uuids(Collection<ProductId> products) {
        return products.stream().map(ProductId::value).toList();
    }
}
