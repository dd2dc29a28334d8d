package aisle.platform.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScheduleTest {
    private static final ZoneId DUBLIN = ZoneId.of("Europe/Dublin");

    @ParameterizedTest
    @CsvSource({
        "before it today,      2026-01-10T01:00:00Z, 2026-01-10T02:30:00Z",
        "on the very moment,   2026-01-10T02:30:00Z, 2026-01-11T02:30:00Z",
        "after it,             2026-01-10T09:00:00Z, 2026-01-11T02:30:00Z",
        "in summer,            2026-07-10T00:00:00Z, 2026-07-10T01:30:00Z",
        "missed for a month,   2026-02-20T02:31:00Z, 2026-02-21T02:30:00Z"
    })
    void aDailyJobIsDueOnceADay(String when, Instant run, Instant due) {
        assertEquals(due, Schedule.daily(LocalTime.of(2, 30), DUBLIN).after(run), when);
    }

    @Test
    void aTimeThatSummerTimeSkipsComesAnHourLater() {
        Schedule schedule = Schedule.daily(LocalTime.of(1, 30), DUBLIN);
        assertEquals(Instant.parse("2026-03-29T01:30:00Z"), schedule.after(Instant.parse("2026-03-29T00:00:00Z")));
        assertEquals(Instant.parse("2026-03-30T00:30:00Z"), schedule.after(Instant.parse("2026-03-29T01:30:00Z")));
    }

    @Test
    void schedulesSayWhatTheyAre() {
        assertEquals("every 1h30m", Schedule.every(Duration.ofMinutes(90)).toString());
        assertEquals(
                "daily at 02:30 Europe/Dublin",
                Schedule.daily(LocalTime.of(2, 30), DUBLIN).toString());
    }
}
