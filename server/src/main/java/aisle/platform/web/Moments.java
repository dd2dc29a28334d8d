package aisle.platform.web;

import aisle.kernel.DomainError;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads query parameters that name a moment, or a date, which means its midnight where the store is. */
public final class Moments {
    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");

    private Moments() {}

    /**
     * The moment that a parameter names, null when it is absent.
     *
     * @param zone asked only for a date
     * @throws DomainError naming the parameter when it is neither time nor date
     */
    public static @Nullable Instant read(String parameter, @Nullable String text, Supplier<ZoneId> zone) {
        if (text == null) {
            return null;
        }
        try {
            return DATE.matcher(text).matches()
                    ? LocalDate.parse(text).atStartOfDay(zone.get()).toInstant()
                    : Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw DomainError.invalid(
                    parameter, "invalid", "must be a time such as 2026-03-29T08:00:00Z or a date such as 2026-03-29");
        }
    }
}
