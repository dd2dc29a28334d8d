package aisle.orders;

import aisle.kernel.ErrorCode;
import aisle.kernel.StoreId;
import aisle.platform.db.Tx;
import aisle.stores.StoreGuard;
import jakarta.inject.Singleton;

/** A store is needed until each of its orders was delivered or canceled. */
@Singleton
class OpenOrdersOfStore implements StoreGuard {
    private final OpenOrdersOfStoreDao dao = new OpenOrdersOfStoreDao();

    @Override
    public ErrorCode refusal() {
        return ErrorCode.STORE_HAS_OPEN_ORDERS;
    }

    @Override
    public String reason() {
        return "Orders of this store are neither delivered nor canceled yet.";
    }

    @Override
    public boolean needs(Tx tx, StoreId store) {
        return dao.exist(tx, store);
    }
}
