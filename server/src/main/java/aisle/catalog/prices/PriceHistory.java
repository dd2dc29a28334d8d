package aisle.catalog.prices;

import aisle.kernel.DomainError;
import aisle.kernel.ErrorCode;
import aisle.kernel.Money;
import aisle.kernel.Page;
import aisle.kernel.PageRequest;
import aisle.kernel.ProductId;
import aisle.kernel.StoreId;
import aisle.platform.config.AisleConfig;
import aisle.platform.db.Database;
import aisle.platform.time.Time;
import aisle.stores.Stores;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Currency;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** What products have cost, cost and will cost, as the back office sees it. */
@Singleton
class PriceHistory {
    private final PriceReadDao dao = new PriceReadDao();
    private final Database database;
    private final Stores stores;
    private final Currency chainCurrency;
    private final Time time;

    PriceHistory(Database database, Stores stores, AisleConfig config, Time time) {
        this.database = database;
        this.stores = stores;
        this.chainCurrency = config.chain().currency();
        this.time = time;
    }

    /**
     * The prices that hold or are meant to, soonest first, of every place or of one store.
     *
     * @throws DomainError {@link ErrorCode#PRODUCT_NOT_FOUND}
     */
    Page<PriceSpan> present(ProductId product, @Nullable StoreId store, PageRequest page) {
        return database.read(handle -> {
            mustExist(handle, product);
            return dao.present(handle, product, store, time.now(), page);
        });
    }

    /**
     * The prices that have held, newest first, of every place or of one store.
     *
     * @throws DomainError {@link ErrorCode#PRODUCT_NOT_FOUND}
     */
    Page<PriceSpan> past(ProductId product, @Nullable StoreId store, PageRequest page) {
        return database.read(handle -> {
            mustExist(handle, product);
            return dao.past(handle, product, store, time.now(), page);
        });
    }

    /** The lowest price of some days, null when there was none. */
    record Lowest(@Nullable Money price, Instant from, Instant to) {}

    /**
     * What a product cost at least within the 30 days before a time, for shoppers of a store or of the chain.
     *
     * @param before null asks for the days before now
     * @throws DomainError {@link ErrorCode#PRODUCT_NOT_FOUND}, {@link ErrorCode#STORE_NOT_FOUND};
     *     {@link ErrorCode#VALIDATION_ERROR} when the time lies in the future
     */
    Lowest lowest(ProductId product, @Nullable StoreId store, @Nullable Instant before) {
        Instant now = time.now();
        if (before != null && (before.isAfter(now) || before.isBefore(Instant.EPOCH))) {
            throw DomainError.invalid("before", "out_of_range", "must lie in the past, after 1970");
        }
        Instant end = before == null ? now : before;
        return database.read(handle -> {
            mustExist(handle, product);
            Currency currency =
                    store == null ? chainCurrency : stores.get(handle, store).currency();
            Money price = dao.lowest(handle, product, store, currency, end);
            return new Lowest(price, end.minus(EffectivePrice.LOOK_BACK), end);
        });
    }

    private void mustExist(Handle handle, ProductId product) {
        if (!dao.hasProduct(handle, product)) {
            throw DomainError.of(ErrorCode.PRODUCT_NOT_FOUND, "There is no product with this id.");
        }
    }
}
