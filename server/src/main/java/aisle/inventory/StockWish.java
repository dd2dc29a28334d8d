package aisle.inventory;

import aisle.kernel.ExpectedVersion;
import aisle.kernel.ProductId;
import aisle.kernel.Quantity;
import aisle.kernel.StoreId;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A wish to change the stock of a product in a store.
 *
 * @param settings what becomes of what the store decided about it
 * @param approved whether nobody needs to be asked, however much it is
 * @param reference what caused it, for the ledger; null for a change by hand
 */
public record StockWish(
        StoreId store,
        ProductId product,
        ExpectedVersion expected,
        StockAdjustment adjustment,
        UnaryOperator<StockSettings> settings,
        boolean approved,
        @Nullable String reference) {

    /** A change that was agreed on, such as a request that was approved; it leaves the settings alone. */
    public static StockWish agreed(StoreId store, ProductId product, StockAdjustment adjustment, String reference) {
        return new StockWish(
                store, product, ExpectedVersion.ANY, adjustment, UnaryOperator.identity(), true, reference);
    }

    /** Whether it would change nothing of a row, whatever it expects of it. */
    boolean isTrueOf(LockedStock row) {
        return adjustment.deltaFrom(row.onHand()).equals(Quantity.ZERO)
                && settings.apply(row.settings()).equals(row.settings());
    }

    StockKey key() {
        return new StockKey(store, product);
    }

    /** Why, as the ledger says it. */
    String reason() {
        return adjustment.reason() == null ? "SETTINGS" : adjustment.reason().name();
    }
}
