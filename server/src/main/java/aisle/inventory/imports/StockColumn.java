package aisle.inventory.imports;

import aisle.platform.csv.ColumnMapping;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** What a column can say of stock. The names are those of Aisle's own files. */
enum StockColumn implements ColumnMapping.Target {
    SKU,
    STORE_ID,
    STORE,
    ON_HAND,
    DELTA,
    REASON,
    EXPECTED_ON_HAND,
    REFERENCE,
    BIN_LOCATION,
    REORDER_POINT,
    REORDER_QUANTITY,
    LEAD_TIME_DAYS;

    /** What a store decides about a product. */
    static final Set<StockColumn> SETTINGS = Set.of(BIN_LOCATION, REORDER_POINT, REORDER_QUANTITY, LEAD_TIME_DAYS);

    @Override
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    @Override
    public boolean isRequired() {
        return this == SKU;
    }

    /** The column behind a member of a request, such as {@code on_hand}. */
    static StockColumn of(String field) {
        return Stream.of(values())
                .filter(column -> column.text().equals(field))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no column says " + field));
    }
}
