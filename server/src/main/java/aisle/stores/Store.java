package aisle.stores;

import aisle.kernel.StoreId;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A store.
 *
 * @param timezone in which its opening hours, slots and reports are meant
 * @param currency in which it sells
 * @param postcodes where it delivers to, whole codes or beginnings with {@code *}; empty means everywhere
 * @param openingHours by weekday
 * @param pricesIncludeTax whether its prices are gross
 */
public record Store(
        StoreId id,
        String name,
        @Nullable StoreAddress address,
        ZoneId timezone,
        Currency currency,
        boolean delivers,
        boolean pricesIncludeTax,
        Map<Weekday, List<OpeningHours>> openingHours,
        List<String> postcodes,
        boolean active,
        long version,
        Instant createdAt,
        Instant updatedAt) {

    /** Whether it delivers to a postcode of its country, if it delivers at all. */
    public boolean serves(@Nullable String postcode) {
        return Postcodes.serve(postcodes, postcode);
    }

    /** The names of the members that can be changed and are other than before. */
    List<String> differences(Store before) {
        Map<String, Object> was = before.changeable();
        return changeable().entrySet().stream()
                .filter(member -> !member.getValue().equals(was.get(member.getKey())))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    private Map<String, Object> changeable() {
        return Map.of(
                "name", name,
                "address", String.valueOf(address),
                "timezone", timezone,
                "currency", currency,
                "delivers", delivers,
                "prices_include_tax", pricesIncludeTax,
                "opening_hours", openingHours,
                "postcodes", postcodes,
                "active", active);
    }
}
