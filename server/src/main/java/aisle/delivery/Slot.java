package aisle.delivery;

import aisle.kernel.Money;
import aisle.kernel.SlotId;
import aisle.kernel.SlotTemplateId;
import aisle.kernel.StoreId;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A span of time in which a store brings orders, or has them fetched.
 *
 * @param timezone the store's, in which its date and times of day are meant
 * @param templateId what made it; null for one that was made by hand
 * @param cutoffAt from when on nobody can choose it
 * @param capacity orders that it takes
 * @param itemCapacity items that it takes; null when only orders count
 * @param fee where no zone says otherwise
 * @param zones postcodes with another fee; the first that has a postcode counts
 * @param onlyZones whether it serves nobody else
 * @param version grows with what the staff change, not with orders
 */
public record Slot(
        SlotId id,
        StoreId storeId,
        ZoneId timezone,
        @Nullable SlotTemplateId templateId,
        SlotType type,
        Instant startsAt,
        Instant endsAt,
        int cutoffMinutes,
        Instant cutoffAt,
        int capacity,
        int booked,
        @Nullable Integer itemCapacity,
        long bookedItems,
        Money fee,
        List<SlotZone> zones,
        boolean onlyZones,
        boolean active,
        long version,
        Instant createdAt,
        Instant updatedAt) {
    public Slot {
        zones = List.copyOf(zones);
    }

    /** The day on which it begins. */
    public LocalDate date() {
        return LocalDate.ofInstant(startsAt, timezone);
    }

    /** When it begins, as the clocks in the store say. */
    public LocalTime start() {
        return LocalTime.ofInstant(startsAt, timezone);
    }

    /** When it ends, as the clocks in the store say; midnight is the end of the day. */
    public LocalTime end() {
        return LocalTime.ofInstant(endsAt, timezone);
    }

    /** The names of the members that can be changed and are other than before. */
    List<String> differences(Slot before) {
        Map<String, Object> was = before.changeable();
        return changeable().entrySet().stream()
                .filter(member -> !member.getValue().equals(was.get(member.getKey())))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    private Map<String, Object> changeable() {
        return Map.of(
                "starts_at", startsAt,
                "ends_at", endsAt,
                "cutoff_minutes", cutoffMinutes,
                "capacity", capacity,
                "item_capacity", String.valueOf(itemCapacity),
                "fee", fee,
                "zones", zones,
                "only_zones", onlyZones,
                "active", active);
    }

    boolean takesOrders(Instant now) {
        return active && now.isBefore(cutoffAt);
    }

    /** Whether it serves a postcode at all, as far as its zones say; the store's own postcodes are another matter. */
    boolean serves(@Nullable String postcode) {
        return !onlyZones || zoneOf(postcode) != null;
    }

    /** What it costs where somebody lives; without a postcode, what it costs in general. */
    Money feeFor(@Nullable String postcode) {
        SlotZone zone = zoneOf(postcode);
        return zone == null ? fee : new Money(zone.fee(), fee.currency());
    }

    private @Nullable SlotZone zoneOf(@Nullable String postcode) {
        return postcode == null
                ? null
                : zones.stream().filter(zone -> zone.has(postcode)).findFirst().orElse(null);
    }
}
