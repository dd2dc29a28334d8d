package aisle.catalog.prices;

import java.time.Duration;

/**
 * The one rule of what a product costs, as SQL for statements that select from {@code product p} and bind {@code store}
 * (null asks for the chain) and {@code now}: a store's own price comes before the chain's, and at each of the two a
 * scheduled price before the list price. The time decides as the statement runs, so that no cart and no checkout ever sees
 * a price that has ended.
 *
 * <p>A crossed-out price is the lowest one that applied in the 30 days before the reduction, whatever was said (directive
 * 98/6/EC, article 6a). Only products that are reduced cost that look into the history.
 */
public final class EffectivePrice {
    /** How long before a reduction the lowest price is looked for. */
    static final Duration LOOK_BACK = Duration.ofDays(30);

    /** {@code price}, {@code currency} and {@code old_price}, the last of them null unless it is above the price. */
    public static final String COLUMNS = """
            coalesce(held.price, p.price) AS price, coalesce(held.currency, p.currency) AS currency,
            CASE WHEN reduced.price > held.price THEN reduced.price END AS old_price
            """;

    /** The price alone, for statements that show no old one: {@code held.price} and {@code held.currency}. */
    public static final String JOIN =
            "LEFT JOIN LATERAL (" + at("p.id", "p.currency", "CAST(:store AS uuid)", ":now") + ") held ON true\n";

    /** Since when the list price has been what it is; null when it has never been another. */
    private static final String SINCE = """
            SELECT max(h.valid_to) FROM product_price h
            WHERE h.product_id = p.id AND h.store_id IS NOT DISTINCT FROM held.store_id AND h.currency = held.currency
                AND h.price <> held.price AND h.valid_to <= :now
            """;

    /** What {@link #COLUMNS} needs. */
    public static final String JOINS = JOIN
            + """
            LEFT JOIN LATERAL (
                SELECT least(held.old_price, (%s)) AS price
                FROM (SELECT CASE WHEN held.scheduled THEN held.valid_from ELSE (%s) END AS began) AS reduction
                WHERE held.scheduled OR held.old_price IS NOT NULL
            ) reduced ON true
            """.formatted(
                    lowest("p.id", "held.currency", "CAST(:store AS uuid)", "reduction.began"), SINCE.indent(4));

    /**
     * The price that applies at a time.
     *
     * @param currency of the chain's prices; a store's are in its own
     */
    static String at(String product, String currency, String store, String time) {
        return """
                SELECT pp.price, pp.old_price, pp.currency, pp.scheduled, pp.store_id, pp.valid_from
                FROM product_price pp
                WHERE pp.product_id = %1$s AND pp.valid_to > %4$s AND pp.valid_from <= %4$s
                    AND CASE WHEN pp.store_id IS NULL THEN pp.currency = %2$s
                             ELSE pp.store_id = %3$s AND pp.currency = (SELECT s.currency FROM store s WHERE s.id = %3$s)
                        END
                ORDER BY pp.store_id IS NULL, pp.scheduled DESC
                LIMIT 1
                """.formatted(product, currency, store, time);
    }

    /**
     * The lowest price that applied within the 30 days before a time, or null when none did. Between two ends of spans
     * nothing changes, so it suffices to ask what applied at each of them and at the beginning.
     *
     * @param currency of the prices that are compared
     */
    static String lowest(String product, String currency, String store, String end) {
        String begin = end + " - interval '" + LOOK_BACK.toHours() + " hours'";
        return """
                SELECT min(applied.price)
                FROM (SELECT %2$s AS at
                      UNION
                      SELECT unnest(ARRAY[b.valid_from, b.valid_to]) FROM product_price b
                      WHERE b.product_id = %1$s AND b.valid_to > %2$s AND b.valid_from < %3$s) AS point
                CROSS JOIN LATERAL (%4$s) AS applied
                WHERE point.at >= %2$s AND point.at < %3$s AND applied.currency = %5$s
                """.formatted(product, begin, end, at(product, currency, store, "point.at"), currency);
    }

    private EffectivePrice() {}
}
