package aisle.catalog.prices;

import aisle.catalog.prices.PriceBatches.Fit;
import aisle.catalog.prices.PriceBatches.OwnPrice;
import aisle.catalog.prices.PriceBatches.Planned;
import aisle.kernel.UserId;
import aisle.platform.db.Tx;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/** SQL that writes the prices of many products, one statement per step. */
final class PriceBatchDao {
    private static final String OWN = """
            (SELECT n.*, s.currency
             FROM unnest(:products::uuid[], :stores::uuid[], :prices::numeric[], :oldPrices::numeric[]) WITH ORDINALITY
                 AS n (product_id, store_id, price, old_price, position)
             JOIN store s ON s.id = n.store_id) AS i
            """;

    private static final String PLANNED = """
            (SELECT n.*, coalesce(s.currency, p.currency) AS currency
             FROM unnest(:products::uuid[], :stores::uuid[], :prices::numeric[], :froms::timestamptz[],
                         :tos::timestamptz[]) WITH ORDINALITY
                 AS n (product_id, store_id, price, valid_from, valid_to, position)
             LEFT JOIN product p ON p.id = n.product_id
             LEFT JOIN store s ON s.id = n.store_id) AS i
            """;

    void begin(Tx tx, List<UUID> products, @Nullable UserId by, Instant now) {
        tx.handle()
                .createUpdate("""
                        INSERT INTO product_price (product_id, currency, valid_from, price, old_price, created_by)
                        SELECT id, currency, :now, price, old_price, CAST(:by AS uuid) FROM product WHERE id = ANY (:products)
                        """)
                .bind("by", by)
                .bind("now", now)
                .bindArray("products", UUID.class, products)
                .execute();
    }

    /** Ends the list price of each product that has another one now, and begins that. */
    void replace(Tx tx, List<UUID> products, @Nullable UserId by, Instant now) {
        tx.handle()
                .createUpdate("""
                        UPDATE product_price h
                        SET valid_to = :now
                        FROM product p
                        WHERE p.id = ANY (:products) AND h.product_id = p.id AND h.valid_to = 'infinity'
                            AND h.store_id IS NULL AND NOT h.scheduled AND h.valid_from < :now
                            AND (h.currency, h.price, h.old_price) IS DISTINCT FROM (p.currency, p.price, p.old_price)
                        """)
                .bind("now", now)
                .bindArray("products", UUID.class, products)
                .execute();
        tx.handle()
                .createUpdate("""
                        INSERT INTO product_price (product_id, currency, valid_from, price, old_price, created_by)
                        SELECT p.id, p.currency, :now, p.price, p.old_price, CAST(:by AS uuid)
                        FROM product p
                        LEFT JOIN product_price h
                            ON h.product_id = p.id AND h.valid_to = 'infinity' AND h.store_id IS NULL AND NOT h.scheduled
                                AND h.currency = p.currency
                        WHERE p.id = ANY (:products)
                            AND (h.price, h.old_price) IS DISTINCT FROM (p.price, p.old_price)
                        ON CONFLICT ON CONSTRAINT product_price_key
                        DO UPDATE SET price = excluded.price, old_price = excluded.old_price
                        """)
                .bind("by", by)
                .bind("now", now)
                .bindArray("products", UUID.class, products)
                .execute();
    }

    List<OwnPrice> differing(Handle handle, List<OwnPrice> prices) {
        return bindOwn(prices, handle.createQuery("SELECT i.position FROM " + OWN + """
                        LEFT JOIN product_price h
                            ON h.product_id = i.product_id AND h.store_id = i.store_id AND h.currency = i.currency
                                AND h.valid_to = 'infinity' AND NOT h.scheduled
                        WHERE (h.price, h.old_price) IS DISTINCT FROM (i.price, i.old_price)
                        ORDER BY i.position
                        """))
                .map((row, context) -> prices.get(row.getInt("position") - 1))
                .list();
    }

    void close(Tx tx, List<OwnPrice> prices, Instant now) {
        bindOwn(prices, tx.handle().createUpdate("""
                        UPDATE product_price h
                        SET valid_to = :now
                        FROM
                        """ + OWN + """
                        WHERE h.product_id = i.product_id AND h.store_id = i.store_id AND h.currency = i.currency
                            AND h.valid_to = 'infinity' AND NOT h.scheduled AND h.valid_from < :now
                        """))
                .bind("now", now)
                .execute();
    }

    /** The version goes on from the price that has just ended. */
    void open(Tx tx, List<OwnPrice> prices, @Nullable UserId by, Instant now) {
        bindOwn(prices, tx.handle().createUpdate("""
                        INSERT INTO product_price (product_id, store_id, currency, valid_from, price, old_price, version,
                                                   created_by)
                        SELECT i.product_id, i.store_id, i.currency, :now, i.price, i.old_price,
                               coalesce((SELECT h.version FROM product_price h
                                         WHERE h.product_id = i.product_id AND h.store_id = i.store_id
                                             AND h.currency = i.currency AND NOT h.scheduled AND h.valid_to = :now), 0) + 1,
                               CAST(:by AS uuid)
                        FROM
                        """ + OWN + """
                        ON CONFLICT ON CONSTRAINT product_price_key
                        DO UPDATE SET price = excluded.price, old_price = excluded.old_price,
                                      version = product_price.version + 1, created_by = excluded.created_by
                        """))
                .bind("by", by)
                .bind("now", now)
                .execute();
    }

    List<Fit> fits(Handle handle, List<Planned> prices, Instant now) {
        return bindPlanned(prices, handle.createQuery("""
                        SELECT CASE WHEN i.valid_to <= :now THEN 'KNOWN'
                                    WHEN EXISTS (SELECT FROM product_price h
                                                 WHERE <met> AND h.price = i.price AND h.valid_to = coalesce(i.valid_to, 'infinity')
                                                     AND (h.valid_from = i.valid_from
                                                          OR h.valid_from <= :now AND coalesce(i.valid_from, :now) <= :now))
                                        THEN 'KNOWN'
                                    WHEN EXISTS (SELECT FROM product_price h WHERE <met>) THEN 'OVERLAPPING'
                                    ELSE 'NEW' END
                        FROM
                        """ + PLANNED + """
                        ORDER BY i.position
                        """))
                .define("met", """
                        h.product_id = i.product_id AND h.store_id IS NOT DISTINCT FROM i.store_id
                            AND h.currency = i.currency AND h.scheduled
                            AND h.valid_to > greatest(i.valid_from, :now)
                            AND h.valid_from < coalesce(i.valid_to, 'infinity')""")
                .bind("now", now)
                .map((row, context) -> Fit.valueOf(row.getString(1)))
                .list();
    }

    void plan(Tx tx, List<Planned> prices, List<UUID> ids, @Nullable UserId by, Instant now) {
        bindPlanned(prices, tx.handle().createUpdate("""
                        INSERT INTO product_price (product_id, store_id, currency, valid_from, valid_to, scheduled, id, price,
                                                   boundary, created_by)
                        SELECT i.product_id, i.store_id, i.currency, greatest(i.valid_from, :now),
                               coalesce(i.valid_to, 'infinity'), true, (CAST(:ids AS uuid[]))[i.position], i.price,
                               CASE WHEN i.valid_from > :now THEN i.valid_from ELSE i.valid_to END, CAST(:by AS uuid)
                        FROM
                        """ + PLANNED))
                .bindArray("ids", UUID.class, ids)
                .bind("by", by)
                .bind("now", now)
                .execute();
    }

    private static <S extends SqlStatement<S>> S bindOwn(List<OwnPrice> prices, S statement) {
        return statement
                .bindArray("products", UUID.class, all(prices, OwnPrice::product))
                .bindArray(
                        "stores", UUID.class, all(prices, price -> price.store().value()))
                .bindArray("prices", BigDecimal.class, all(prices, OwnPrice::price))
                .bindArray("oldPrices", BigDecimal.class, all(prices, OwnPrice::oldPrice));
    }

    private static <S extends SqlStatement<S>> S bindPlanned(List<Planned> prices, S statement) {
        return statement
                .bindArray("products", UUID.class, all(prices, Planned::product))
                .bindArray(
                        "stores",
                        UUID.class,
                        all(
                                prices,
                                price -> price.store() == null
                                        ? null
                                        : price.store().value()))
                .bindArray("prices", BigDecimal.class, all(prices, Planned::price))
                .bindArray("froms", String.class, all(prices, price -> text(price.from())))
                .bindArray("tos", String.class, all(prices, price -> text(price.to())));
    }

    private static @Nullable String text(@Nullable Instant time) {
        return time == null ? null : time.toString();
    }

    private static <P, T> List<@Nullable T> all(List<P> prices, Function<P, @Nullable T> part) {
        List<@Nullable T> parts = new ArrayList<>(prices.size());
        prices.forEach(price -> parts.add(part.apply(price)));
        return parts;
    }
}
