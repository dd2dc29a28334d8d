package aisle.delivery;

import aisle.kernel.SlotTemplateId;
import aisle.kernel.StoreId;
import aisle.stores.Weekday;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a store offers in each week.
 *
 * @param end not after {@code start}: on the next day
 * @param validTo the day from which on it makes no more slots; null for ever
 * @param generatedThrough the last day for which it has made its slots; null before the first
 */
record SlotTemplate(
        SlotTemplateId id,
        StoreId storeId,
        SlotType type,
        Weekday weekday,
        LocalTime start,
        LocalTime end,
        SlotTerms terms,
        LocalDate validFrom,
        @Nullable LocalDate validTo,
        @Nullable LocalDate generatedThrough,
        long version,
        Instant createdAt,
        Instant updatedAt) {
    /** Whether both offer the same. */
    boolean offersLike(SlotTemplate other) {
        return weekday == other.weekday
                && start.equals(other.start)
                && end.equals(other.end)
                && terms.equals(other.terms)
                && validFrom.equals(other.validFrom)
                && Objects.equals(validTo, other.validTo);
    }
}
