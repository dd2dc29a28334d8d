package aisle.inventory;

import aisle.kernel.Quantity;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What is to become of some members of {@link StockSettings}, in a form that can be kept until somebody agrees.
 *
 * @param members texts by name; null clears, and what is not named stays as it will be then
 */
public record SettingsChange(Map<String, @Nullable String> members) implements UnaryOperator<StockSettings> {
    private static final String BIN_LOCATION = "bin_location";
    private static final String REORDER_POINT = "reorder_point";
    private static final String REORDER_QUANTITY = "reorder_quantity";
    private static final String LEAD_TIME_DAYS = "lead_time_days";

    public SettingsChange {
        members = Collections.unmodifiableMap(new HashMap<>(members));
    }

    static SettingsChange between(StockSettings before, StockSettings after) {
        Map<String, @Nullable String> changed = new HashMap<>();
        note(changed, BIN_LOCATION, before.binLocation(), after.binLocation());
        note(changed, REORDER_POINT, before.reorderPoint(), after.reorderPoint());
        note(changed, REORDER_QUANTITY, before.reorderQuantity(), after.reorderQuantity());
        note(changed, LEAD_TIME_DAYS, before.leadTimeDays(), after.leadTimeDays());
        return new SettingsChange(changed);
    }

    private static void note(
            Map<String, @Nullable String> changed, String name, @Nullable Object before, @Nullable Object after) {
        if (!Objects.equals(before, after)) {
            changed.put(name, after == null ? null : after.toString());
        }
    }

    @Override
    public StockSettings apply(StockSettings now) {
        return new StockSettings(
                members.containsKey(BIN_LOCATION) ? members.get(BIN_LOCATION) : now.binLocation(),
                quantity(REORDER_POINT, now.reorderPoint()),
                quantity(REORDER_QUANTITY, now.reorderQuantity()),
                days(now.leadTimeDays()));
    }

    private @Nullable Integer days(@Nullable Integer now) {
        String text = members.get(LEAD_TIME_DAYS);
        if (text != null) {
            return Integer.valueOf(text);
        }
        return members.containsKey(LEAD_TIME_DAYS) ? null : now;
    }

    private @Nullable Quantity quantity(String name, @Nullable Quantity now) {
        String text = members.get(name);
        if (text != null) {
            return Quantity.of(text);
        }
        return members.containsKey(name) ? null : now;
    }
}
