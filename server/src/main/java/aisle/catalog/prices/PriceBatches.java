package aisle.catalog.prices;

import aisle.kernel.ProductId;
import aisle.kernel.StoreId;
import aisle.kernel.UserId;
import aisle.platform.db.Tx;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The prices of many products at once, for imports: what {@link Prices} does for one, with as many statements for a
 * thousand. Whoever calls has locked the products, and audits and announces the whole.
 */
@Singleton
public class PriceBatches {
    private static final Duration FARTHEST = Prices.FARTHEST;

    private final PriceBatchDao dao = new PriceBatchDao();
    private final CurrentPriceDao current = new CurrentPriceDao();

    /** A store's own list price, in the store's currency. */
    public record OwnPrice(
            UUID product,
            StoreId store,
            BigDecimal price,
            @Nullable BigDecimal oldPrice) {}

    /**
     * A scheduled price.
     *
     * @param store null for the whole chain, whose price is in the product's currency
     * @param from null to begin at once
     * @param to null for no end
     */
    public record Planned(
            UUID product,
            @Nullable StoreId store,
            BigDecimal price,
            @Nullable Instant from,
            @Nullable Instant to) {
        /** Why this can never be planned, or null. One that is over is no mistake: there is nothing left to plan. */
        public @Nullable String problem(Instant now) {
            Instant begin = from == null ? now : from;
            if (from != null && to != null && !to.isAfter(from)) {
                return "ends before it begins";
            }
            return begin.isAfter(now.plus(FARTHEST)) || to != null && to.isAfter(begin.plus(FARTHEST))
                    ? "must lie within ten years"
                    : null;
        }

        /** Whether both are meant for one moment in one place. */
        public boolean meets(Planned other, Instant now) {
            return Objects.equals(store, other.store)
                    && (to == null || to.isAfter(other.begin(now)))
                    && (other.to == null || other.to.isAfter(begin(now)));
        }

        Instant begin(Instant now) {
            return from == null || from.isBefore(now) ? now : from;
        }
    }

    /** How a scheduled price fits to those that there are. */
    public enum Fit {
        /** Already planned, or over. */
        KNOWN,
        NEW,
        /** Another one of this place is planned for a part of that time. */
        OVERLAPPING
    }

    /** Keeps the first list prices of products that have been created in this transaction. */
    public void begin(Tx tx, List<UUID> products, @Nullable UserId by, Instant now) {
        dao.begin(tx, products, by, now);
    }

    /** Keeps the list prices of products as they stand in the products now. */
    public void replace(Tx tx, List<UUID> products, @Nullable UserId by, Instant now) {
        dao.replace(tx, products, by, now);
    }

    /** Those of these prices that are not the stores' already. */
    public List<OwnPrice> differing(Handle handle, List<OwnPrice> prices) {
        return prices.isEmpty() ? List.of() : dao.differing(handle, prices);
    }

    /** Gives products list prices of stores' own. */
    public void put(Tx tx, List<OwnPrice> prices, @Nullable UserId by, Instant now) {
        dao.close(tx, prices, now);
        dao.open(tx, prices, by, now);
        refreshStores(tx, prices.stream().map(OwnPrice::product).distinct().toList(), now);
    }

    /** How these scheduled prices fit to those that there are, in their order. */
    public List<Fit> fits(Handle handle, List<Planned> prices, Instant now) {
        return prices.isEmpty() ? List.of() : dao.fits(handle, prices, now);
    }

    /** Plans prices that are {@link Fit#NEW}; one that should have begun begins now. */
    public void plan(Tx tx, List<Planned> prices, List<UUID> ids, @Nullable UserId by, Instant now) {
        dao.plan(tx, prices, ids, by, now);
        List<UUID> products = prices.stream()
                .filter(price -> !price.begin(now).isAfter(now))
                .map(Planned::product)
                .distinct()
                .toList();
        current.refreshChain(tx, ids(products), now);
        refreshStores(tx, products, now);
    }

    private void refreshStores(Tx tx, List<UUID> products, Instant now) {
        current.refreshStores(tx, ids(products), now);
    }

    private static Collection<ProductId> ids(List<UUID> products) {
        return products.stream().map(ProductId::new).toList();
    }
}
