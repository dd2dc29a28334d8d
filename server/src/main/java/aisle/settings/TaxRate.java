package aisle.settings;

import aisle.kernel.UserId;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * How a class of goods is taxed in a country, from a day on until the next rate.
 *
 * @param rate a share: 0.23 is 23 %
 * @param validFrom the first day, in the time zone of the store
 * @param updatedAt null for a rate that was loaded and not set by anybody
 */
record TaxRate(
        String country,
        String taxClass,
        LocalDate validFrom,
        BigDecimal rate,
        @Nullable Instant updatedAt,
        @Nullable UserId updatedBy) {}
