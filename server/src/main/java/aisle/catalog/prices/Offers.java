package aisle.catalog.prices;

import aisle.kernel.DomainError;
import aisle.kernel.ErrorCode;
import aisle.kernel.ProductId;
import aisle.kernel.StoreId;
import aisle.platform.time.Time;
import aisle.stores.Store;
import aisle.stores.Stores;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** What a store asks for its products, and how much of them it has: the one answer to “what does it cost” for carts, checkout and orders. */
@Singleton
public class Offers {
    private final OfferDao dao = new OfferDao();
    private final Stores stores;
    private final Time time;

    Offers(Stores stores, Time time) {
        this.stores = stores;
        this.time = time;
    }

    /**
     * What the store asks for these products today, in no particular order, each once; products that do not exist are
     * missing. One statement.
     */
    public List<Offer> offers(Handle handle, Store store, Collection<ProductId> products) {
        return products.isEmpty()
                ? List.of()
                : dao.offers(handle, store, products, time.now(), time.today(store.timezone()));
    }

    /**
     * As {@link #offers(Handle, Store, Collection)}, for callers who have not read the store: one statement more.
     *
     * @throws DomainError {@link ErrorCode#STORE_NOT_FOUND}
     */
    public List<Offer> offers(Handle handle, StoreId store, Collection<ProductId> products) {
        return offers(handle, stores.get(handle, store), products);
    }
}
