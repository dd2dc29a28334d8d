package aisle.stores;

import aisle.kernel.DomainError;
import aisle.kernel.DomainError.FieldError;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What must be true of the opening hours of a week. */
final class OpeningWeek {
    /** Spans of a day. */
    static final int MOST = 10;

    private OpeningWeek() {}

    /** @throws DomainError VALIDATION_ERROR naming each span that ends before it begins, or meets another one of its day */
    static void check(Map<Weekday, List<OpeningHours>> week) {
        List<FieldError> wrong = new ArrayList<>();
        week.forEach((day, spans) -> {
            for (int i = 0; i < spans.size(); i++) {
                String field = "opening_hours." + day.name().toLowerCase(Locale.ROOT) + "[" + i + "]";
                if (!spans.get(i).endsAfterItBegins()) {
                    wrong.add(new FieldError(
                            field, "invalid", "must close later than it opens; 00:00 is the end of the day"));
                } else if (spans.subList(0, i).stream().anyMatch(spans.get(i)::overlaps)) {
                    wrong.add(new FieldError(field, "overlapping", "must not overlap another one of the day"));
                }
            }
        });
        if (!wrong.isEmpty()) {
            throw DomainError.invalid(wrong);
        }
    }
}
