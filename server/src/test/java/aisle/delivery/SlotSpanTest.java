package aisle.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From when to when slots are, also on days on which the clocks are changed. */
class SlotSpanTest {
    private static final ZoneId DUBLIN = ZoneId.of("Europe/Dublin");

    /** At 01:00 the clocks go to 02:00. */
    private static final LocalDate SPRING = LocalDate.of(2026, 3, 29);

    /** At 02:00 the clocks go back to 01:00. */
    private static final LocalDate AUTUMN = LocalDate.of(2026, 10, 25);

    private static @Nullable SlotSpan span(LocalDate date, String start, String end, ZoneId zone) {
        return SlotSpan.of(date, LocalTime.parse(start), LocalTime.parse(end), zone);
    }

    private static SlotSpan from(String start, String end) {
        return new SlotSpan(Instant.parse(start), Instant.parse(end));
    }

    @Test
    void anOrdinaryDay() {
        LocalDate day = LocalDate.of(2026, 7, 1);
        assertEquals(from("2026-07-01T07:00:00Z", "2026-07-01T09:30:00Z"), span(day, "08:00", "10:30", DUBLIN));
        assertEquals(from("2026-07-01T21:00:00Z", "2026-07-01T23:00:00Z"), span(day, "22:00", "00:00", DUBLIN));
        assertEquals(from("2026-07-01T21:00:00Z", "2026-07-02T00:00:00Z"), span(day, "22:00", "01:00", DUBLIN));
    }

    @Test
    void whatTheClocksSkipIsNoSlot() {
        assertNull(span(SPRING, "01:00", "02:00", DUBLIN));
        assertNull(span(SPRING, "01:15", "01:45", DUBLIN));
        assertEquals(from("2026-03-29T01:00:00Z", "2026-03-29T02:00:00Z"), span(SPRING, "01:30", "03:00", DUBLIN));
        assertEquals(from("2026-03-29T00:00:00Z", "2026-03-29T01:00:00Z"), span(SPRING, "00:00", "01:30", DUBLIN));
        assertEquals(from("2026-03-29T07:00:00Z", "2026-03-29T09:00:00Z"), span(SPRING, "08:00", "10:00", DUBLIN));
    }

    @Test
    void whatTheClocksShowTwiceIsTheFirst() {
        assertEquals(from("2026-10-25T00:15:00Z", "2026-10-25T00:45:00Z"), span(AUTUMN, "01:15", "01:45", DUBLIN));
        assertEquals(from("2026-10-25T00:30:00Z", "2026-10-25T02:00:00Z"), span(AUTUMN, "01:30", "02:00", DUBLIN));
        assertEquals(from("2026-10-25T08:00:00Z", "2026-10-25T10:00:00Z"), span(AUTUMN, "08:00", "10:00", DUBLIN));
    }

    @Test
    void aDayThatAnIslandSkippedHasNoSlots() {
        ZoneId apia = ZoneId.of("Pacific/Apia");
        assertNull(span(LocalDate.of(2011, 12, 30), "08:00", "10:00", apia));
        assertEquals(
                from("2011-12-30T18:00:00Z", "2011-12-30T20:00:00Z"),
                span(LocalDate.of(2011, 12, 31), "08:00", "10:00", apia));
    }

    @Test
    void whereTheDayBeginsFirst() {
        assertEquals(
                from("2026-11-30T18:00:00Z", "2026-11-30T20:00:00Z"),
                span(LocalDate.of(2026, 12, 1), "08:00", "10:00", ZoneId.of("Pacific/Kiritimati")));
    }

    /** The half hours of a day follow each other without overlap or hole, and make up the whole of it. */
    @ParameterizedTest
    @ValueSource(strings = {"2026-03-28", "2026-03-29", "2026-10-25", "2026-07-01"})
    void slotsThatFollowEachOtherDoSoOnEveryDay(String date) {
        for (String zone : new String[] {"Europe/Dublin", "America/Santiago", "Australia/Lord_Howe", "UTC"}) {
            LocalDate day = LocalDate.parse(date);
            Instant end = day.atStartOfDay(ZoneId.of(zone)).toInstant();
            for (int half = 0; half < 48; half++) {
                LocalTime start = LocalTime.MIDNIGHT.plusMinutes(30L * half);
                SlotSpan slot = SlotSpan.of(day, start, start.plusMinutes(30), ZoneId.of(zone));
                if (slot != null) {
                    assertEquals(end, slot.start(), zone);
                    end = slot.end();
                }
            }
            Instant midnight = day.plusDays(1).atStartOfDay(ZoneId.of(zone)).toInstant();
            assertEquals(Duration.ZERO, Duration.between(midnight, end), zone);
        }
    }
}
