package aisle.inventory;

import aisle.kernel.ErrorCode;
import aisle.kernel.StoreId;
import aisle.platform.db.Tx;
import aisle.stores.StoreGuard;
import jakarta.inject.Singleton;

/** A store is needed while anything lies in it. */
@Singleton
class StockOfStore implements StoreGuard {
    private final StockReadDao dao = new StockReadDao();

    @Override
    public ErrorCode refusal() {
        return ErrorCode.STORE_HAS_STOCK;
    }

    @Override
    public String reason() {
        return "There is stock in this store. Bring it elsewhere or write it off first.";
    }

    @Override
    public boolean needs(Tx tx, StoreId store) {
        return dao.isAnythingIn(tx.handle(), store);
    }
}
