package aisle.stores;

import com.fasterxml.jackson.annotation.JsonFormat;
import jakarta.validation.constraints.NotNull;
import java.time.LocalTime;

/**
 * One span of a day in which a store is open, in the store's time zone. It closes later than it opens; {@code 00:00} is
 * the midnight at the end of the day.
 */
public record OpeningHours(
        @NotNull @JsonFormat(pattern = "HH:mm") LocalTime open,
        @NotNull @JsonFormat(pattern = "HH:mm") LocalTime close) {

    boolean endsAfterItBegins() {
        return closesAtMidnight() || close.isAfter(open);
    }

    boolean overlaps(OpeningHours other) {
        return startsBeforeEndOf(other) && other.startsBeforeEndOf(this);
    }

    private boolean startsBeforeEndOf(OpeningHours other) {
        return other.closesAtMidnight() || open.isBefore(other.close);
    }

    private boolean closesAtMidnight() {
        return close.equals(LocalTime.MIDNIGHT);
    }
}
