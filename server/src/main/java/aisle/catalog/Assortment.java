package aisle.catalog;

import aisle.audit.Audit;
import aisle.kernel.Actor;
import aisle.kernel.DomainError;
import aisle.kernel.ErrorCode;
import aisle.kernel.ProductId;
import aisle.kernel.StoreId;
import aisle.platform.db.Database;
import aisle.platform.db.Tx;
import aisle.platform.time.Time;
import aisle.stores.Stores;
import jakarta.inject.Singleton;
import java.util.Map;

/** Which store sells what. */
@Singleton
public class Assortment {
    private final AssortmentDao dao = new AssortmentDao();
    private final Database database;
    private final Stores stores;
    private final Audit audit;
    private final Time time;

    Assortment(Database database, Stores stores, Audit audit, Time time) {
        this.database = database;
        this.stores = stores;
        this.audit = audit;
        this.time = time;
    }

    /**
     * Takes a product into a store's assortment; nothing happens when it is there already.
     *
     * @throws DomainError {@link ErrorCode#STORE_NOT_FOUND}, {@link ErrorCode#PRODUCT_NOT_FOUND}
     */
    public void add(Tx tx, Actor actor, StoreId store, ProductId product) {
        stores.get(tx.handle(), store);
        if (!dao.lockProduct(tx, product)) {
            throw DomainError.of(ErrorCode.PRODUCT_NOT_FOUND, "There is no product with this id.");
        }
        if (dao.insert(tx, store, product, time.now())) {
            record(tx, actor, "assortment.added", store, product);
        }
    }

    /**
     * Takes a product out of a store's assortment; nothing happens when it is not in it.
     *
     * @throws DomainError {@link ErrorCode#STORE_NOT_FOUND}
     */
    public void remove(Tx tx, Actor actor, StoreId store, ProductId product) {
        stores.get(tx.handle(), store);
        if (dao.delete(tx, store, product)) {
            record(tx, actor, "assortment.removed", store, product);
        }
    }

    private void record(Tx tx, Actor actor, String action, StoreId store, ProductId product) {
        audit.record(tx, actor, action, "product", product.value(), store, Map.of());
    }

    /**
     * How many products a store sells.
     *
     * @throws DomainError {@link ErrorCode#STORE_NOT_FOUND}
     */
    public long count(StoreId store) {
        return database.read(handle -> {
            stores.get(handle, store);
            return dao.count(handle, store);
        });
    }
}
