package aisle.catalog.prices;

import aisle.kernel.Actor;
import aisle.kernel.Money;
import aisle.kernel.PriceId;
import aisle.kernel.ProductId;
import aisle.kernel.StoreId;
import aisle.platform.db.Tx;
import aisle.platform.outbox.Outbox;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells others that a price has changed: the event {@code product.price_changed.v1}. */
@Singleton
class PriceEvents {
    private final Outbox outbox;

    PriceEvents(Outbox outbox) {
        this.outbox = outbox;
    }

    /** What happened to a price. */
    enum Change {
        /** A list price holds from now on. */
        SET,
        /** A store's list price holds no more. */
        REMOVED,
        /** A scheduled price has been planned. */
        SCHEDULED,
        /** A scheduled price will not be, or will be no longer. */
        UNSCHEDULED,
        /** The span of a scheduled price has begun. */
        BEGUN,
        /** The span of a scheduled price is over. */
        ENDED
    }

    void publish(
            Tx tx,
            Actor actor,
            ProductId product,
            long productVersion,
            @Nullable StoreId store,
            Money price,
            Change change,
            @Nullable PriceId id) {
        Map<String, Object> payload = new LinkedHashMap<>();
        payload.put("product_id", product);
        payload.put("change", change);
        payload.put("price", price);
        if (store != null) {
            payload.put("store_id", store);
        }
        if (id != null) {
            payload.put("price_id", id);
        }
        outbox.publish(tx, actor, "product.price_changed.v1", "product", product.toString(), productVersion, payload);
    }
}
