package aisle.delivery;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import org.jspecify.annotations.Nullable;

/**
 * From when to when a slot is, as the clocks in a store say. A time that the clocks skip is the moment at which they do; of
 * one that they show twice it is the first. So slots that follow each other on the clock do so on every day: none overlaps
 * the next, and none leaves a hole.
 */
record SlotSpan(Instant start, Instant end) {
    /**
     * The span of a day; null when the clocks skip all of it.
     *
     * @param end not after {@code start}: on the next day
     */
    static @Nullable SlotSpan of(LocalDate date, LocalTime start, LocalTime end, ZoneId zone) {
        Instant from = moment(date, start, zone);
        Instant to = moment(end.isAfter(start) ? date : date.plusDays(1), end, zone);
        return from.isBefore(to) ? new SlotSpan(from, to) : null;
    }

    private static Instant moment(LocalDate date, LocalTime time, ZoneId zone) {
        ZoneOffsetTransition change = zone.getRules().getTransition(date.atTime(time));
        return change != null && change.isGap()
                ? change.getInstant()
                : date.atTime(time).atZone(zone).toInstant();
    }
}
