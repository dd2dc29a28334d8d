package aisle.inventory.imports;

import aisle.imports.ImportLine;
import aisle.inventory.SettingsChange;
import aisle.inventory.StockAdjustment;
import org.jspecify.annotations.Nullable;

/**
 * A good row: how much of a product lies in a store, or what the store decided about it.
 *
 * @param number its number in the file
 * @param store name or id; null for the store of the import
 * @param reference what caused it, for the ledger; a difference always has one
 */
record StockRow(
        long number,
        String sku,
        @Nullable String store,
        StockAdjustment adjustment,
        SettingsChange settings,
        @Nullable String reference)
        implements ImportLine {

    @Override
    public String key() {
        return sku;
    }

    boolean isCount() {
        return adjustment.onHand() != null;
    }

    boolean isDelta() {
        return adjustment.delta() != null;
    }

    /** What it says in a column that is looked at again when the row is booked. */
    @Nullable
    String value(StockColumn column) {
        Object value = switch (column) {
            case SKU -> sku;
            case STORE -> store;
            case ON_HAND -> adjustment.onHand();
            case DELTA -> adjustment.delta();
            case EXPECTED_ON_HAND -> adjustment.expectedOnHand();
            case STORE_ID, REASON, REFERENCE, BIN_LOCATION, REORDER_POINT, REORDER_QUANTITY, LEAD_TIME_DAYS -> null;
        };
        return value == null ? null : value.toString();
    }

    /** Whether it says anything at all: a row that nobody has filled in changes nothing. */
    boolean saysSomething() {
        return isCount() || isDelta() || !settings.members().isEmpty();
    }
}
