package aisle.platform.jobs;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/** When a job is due. */
public sealed interface Schedule {
    /** So long after the last run began. */
    record Every(Duration interval) implements Schedule {
        @Override
        public Instant first(Instant now) {
            return now;
        }

        @Override
        public Instant after(Instant run) {
            return run.plus(interval);
        }

        @Override
        public String toString() {
            return "every " + interval.toString().substring(2).toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** Once a day at this time of the zone; where summer time skips it, as much later as the clocks are moved. */
    record Daily(LocalTime time, ZoneId zone) implements Schedule {
        @Override
        public Instant first(Instant now) {
            return after(now);
        }

        @Override
        public Instant after(Instant run) {
            LocalDate day = LocalDate.ofInstant(run, zone);
            Instant today = ZonedDateTime.of(day, time, zone).toInstant();
            return today.isAfter(run)
                    ? today
                    : ZonedDateTime.of(day.plusDays(1), time, zone).toInstant();
        }

        @Override
        public String toString() {
            return "daily at " + time + " " + zone;
        }
    }

    static Schedule every(Duration interval) {
        return new Every(interval);
    }

    static Schedule daily(LocalTime time, ZoneId zone) {
        return new Daily(time, zone);
    }

    /** When a job is due that this installation has not known before. */
    Instant first(Instant now);

    /** When it is due after a run that began at this time, however many times were missed before. */
    Instant after(Instant run);
}
