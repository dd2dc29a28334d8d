package aisle.checkout;

import aisle.catalog.prices.Offer;
import aisle.catalog.prices.Offers;
import aisle.kernel.ProductId;
import aisle.kernel.Quantity;
import aisle.orders.FulfillmentType;
import aisle.pricing.Charges;
import aisle.settings.ShopSettings;
import aisle.stores.Store;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/** Asks what a purchase would be now: two statements, however many lines it has. */
@Singleton
class Quotes {
    private final Offers offers;
    private final ShopSettings settings;

    Quotes(Offers offers, ShopSettings settings) {
        this.offers = offers;
        this.settings = settings;
    }

    Quote of(Handle handle, Store store, Map<ProductId, Quantity> items, FulfillmentType fulfillmentType) {
        Map<ProductId, Offer> known = offers.offers(handle, store, items.keySet()).stream()
                .collect(Collectors.toMap(Offer::productId, Function.identity()));
        return Quote.of(store, items, known, Charges.of(store, settings.ofStore(handle, store)), fulfillmentType);
    }
}
