package aisle.catalog.files;

import aisle.platform.csv.CsvRows;
import aisle.platform.csv.Decimals;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Regular prices and sales, as WooCommerce writes them. */
final class WooCommerceSales {
    private static final int DATE_ALONE = 10;

    private final Header header;
    private final ZoneId zone;

    /** @param zone in which dates are meant */
    WooCommerceSales(Header header, ZoneId zone) {
        this.header = header;
        this.zone = zone;
    }

    /** A sale without dates is what the product costs, and the regular price what it did before. */
    void say(ProductDraft draft, CsvRows.Row row) {
        String regular = header.cell(row, "Regular price");
        String sale = header.cell(row, "Sale price");
        String starts = header.cell(row, "Date sale price starts");
        String ends = header.cell(row, "Date sale price ends");
        if (sale.isEmpty()) {
            draft.say(Column.PRICE, regular);
        } else if (starts.isEmpty() && ends.isEmpty()) {
            draft.say(Column.PRICE, sale);
            draft.say(Column.OLD_PRICE, regular);
        } else {
            draft.say(Column.PRICE, regular);
            Decimals.Reading amount = Amounts.read(sale);
            if (amount.number() == null || amount.number().signum() < 0) {
                draft.bad(Column.OLD_PRICE, amount.problem() == null ? "must not be negative" : amount.problem(), sale);
                return;
            }
            Instant from = time(draft, starts, false);
            Instant to = time(draft, ends, true);
            draft.plannedPrices = List.of(new ProductLine.PlannedPrice(null, amount.number(), from, to));
        }
    }

    /** The last day of a sale belongs to it. */
    private @Nullable Instant time(ProductDraft draft, String text, boolean isEnd) {
        if (text.isEmpty()) {
            return null;
        }
        try {
            return text.length() > DATE_ALONE
                    ? LocalDateTime.parse(text.replace(' ', 'T')).atZone(zone).toInstant()
                    : LocalDate.parse(text)
                            .plusDays(isEnd ? 1 : 0)
                            .atStartOfDay(zone)
                            .toInstant();
        } catch (DateTimeParseException e) {
            draft.bad(Column.PLANNED_PRICES, "must be a date such as 2026-11-27", text);
            return null;
        }
    }
}
