package aisle.catalog.assortment;

import aisle.kernel.ProductId;
import aisle.kernel.StoreId;
import aisle.platform.db.Tx;
import java.time.Instant;
import org.jdbi.v3.core.Handle;

/** SQL of assortments. */
final class AssortmentDao {
    /** Keeps a product from being deleted until the transaction ends; false when there is none. */
    boolean lockProduct(Tx tx, ProductId product) {
        return tx.handle()
                .createQuery("SELECT true FROM product WHERE id = :product AND deleted_at IS NULL FOR SHARE")
                .bind("product", product)
                .mapTo(Boolean.class)
                .findOne()
                .isPresent();
    }

    /** False when it was there already. */
    boolean insert(Tx tx, StoreId store, ProductId product, Instant now) {
        return tx.handle()
                        .createUpdate("""
                                INSERT INTO assortment (store_id, product_id, created_at) VALUES (:store, :product, :now)
                                ON CONFLICT (store_id, product_id) DO NOTHING
                                """)
                        .bind("store", store)
                        .bind("product", product)
                        .bind("now", now)
                        .execute()
                == 1;
    }

    /** False when it was not there. */
    boolean delete(Tx tx, StoreId store, ProductId product) {
        return tx.handle()
                        .createUpdate("DELETE FROM assortment WHERE store_id = :store AND product_id = :product")
                        .bind("store", store)
                        .bind("product", product)
                        .execute()
                == 1;
    }

    long count(Handle handle, StoreId store) {
        return handle.createQuery("""
                        SELECT count(*) FROM assortment a JOIN product p ON p.id = a.product_id
                        WHERE a.store_id = :store AND p.status = 'ACTIVE' AND p.deleted_at IS NULL
                        """).bind("store", store).mapTo(Long.class).one();
    }
}
