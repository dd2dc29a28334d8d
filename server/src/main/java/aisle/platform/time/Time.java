package aisle.platform.time;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/**
 * The only clock of the server. SQL gets its times from here too, so that a test can move the whole shop in time.
 * Milliseconds are all that the API shows, so they are all that is stored.
 */
@Singleton
public class Time {
    private volatile InstantSource source = InstantSource.system();

    public Instant now() {
        return source.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    public LocalDate today(ZoneId zone) {
        return LocalDate.ofInstant(now(), zone);
    }

    /** Replaces the clock; for simulations and tests. */
    public void use(InstantSource replacement) {
        source = replacement;
    }
}
