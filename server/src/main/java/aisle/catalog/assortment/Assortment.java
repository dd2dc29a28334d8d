package aisle.catalog.assortment;

import aisle.audit.Audit;
import aisle.kernel.Actor;
import aisle.kernel.DomainError;
import aisle.kernel.ErrorCode;
import aisle.kernel.ExpectedVersion;
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
    /** A store sells a product or does not: there is nothing of it that could change. */
    private static final long ONLY_VERSION = 1;

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
        add(tx, actor, store, product, ExpectedVersion.ANY);
    }

    /**
     * As {@link #add(Tx, Actor, StoreId, ProductId)}, if it is as expected.
     *
     * @throws DomainError {@link ErrorCode#PRECONDITION_FAILED}
     */
    public void add(Tx tx, Actor actor, StoreId store, ProductId product, ExpectedVersion expected) {
        stores.get(tx.handle(), store);
        if (!dao.lockProduct(tx, product)) {
            throw DomainError.of(ErrorCode.PRODUCT_NOT_FOUND, "There is no product with this id.");
        }
        if (dao.insert(tx, store, product, time.now())) {
            expected.mustAllowNew();
            record(tx, actor, "assortment.added", store, product);
        } else {
            expected.mustAllow(ONLY_VERSION);
        }
    }

    /**
     * Takes a product out of a store's assortment; nothing happens when it is not in it.
     *
     * @throws DomainError {@link ErrorCode#STORE_NOT_FOUND}, {@link ErrorCode#PRECONDITION_FAILED}
     */
    public void remove(Tx tx, Actor actor, StoreId store, ProductId product, ExpectedVersion expected) {
        stores.get(tx.handle(), store);
        if (dao.delete(tx, store, product)) {
            expected.mustAllow(ONLY_VERSION);
            record(tx, actor, "assortment.removed", store, product);
        } else {
            expected.mustAllowNew();
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
