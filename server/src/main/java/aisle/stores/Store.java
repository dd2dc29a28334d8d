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
 * @param postcodes where it delivers to; empty means everywhere
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
        Instant updatedAt) {}
