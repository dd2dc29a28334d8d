package aisle.catalog.prices;

import aisle.kernel.Money;
import aisle.kernel.PriceId;
import aisle.kernel.ProductId;
import aisle.kernel.StoreId;
import aisle.kernel.UserId;
import aisle.platform.db.Columns;
import aisle.platform.db.Tx;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Currency;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/** SQL that writes prices. Whoever does so holds the lock of the product, except of one that is new. */
final class PriceDao {
    static final String COLUMNS = """
            id, product_id, store_id, currency, price, old_price, valid_from, nullif(valid_to, 'infinity') AS valid_to, version
            """;

    static PriceSpan span(ResultSet row) throws SQLException {
        return new PriceSpan(
                Columns.idOrNull(row, "id", PriceId::new),
                Columns.id(row, "product_id", ProductId::new),
                Columns.idOrNull(row, "store_id", StoreId::new),
                Columns.money(row, "price", "currency"),
                Columns.moneyOrNull(row, "old_price", "currency"),
                Columns.instant(row, "valid_from"),
                Columns.instantOrNull(row, "valid_to"),
                row.getLong("version"));
    }

    /** Keeps other writers of the product and its prices away, and answers its version; null when there is none. */
    @Nullable
    Long lockProduct(Tx tx, ProductId product) {
        return tx.handle()
                .createQuery("SELECT version FROM product WHERE id = :product AND deleted_at IS NULL FOR NO KEY UPDATE")
                .bind("product", product)
                .mapTo(Long.class)
                .findOne()
                .orElse(null);
    }

    /** The list price of a place that no other has replaced yet. */
    @Nullable
    PriceSpan openList(Tx tx, ProductId product, @Nullable StoreId store, Currency currency) {
        return place(product, store, currency, tx.handle().createQuery("SELECT " + COLUMNS + """
                        FROM product_price
                        WHERE product_id = :product AND valid_to = 'infinity' AND NOT scheduled
                            AND store_id IS NOT DISTINCT FROM CAST(:store AS uuid) AND currency = :currency
                        """))
                .map((row, context) -> span(row))
                .findOne()
                .orElse(null);
    }

    /**
     * Ends the list price of a place. One that began within this very millisecond, which is all that is stored, has never
     * been anything to anybody and stays open, to be written over.
     */
    void closeList(Tx tx, ProductId product, @Nullable StoreId store, Currency currency, Instant now) {
        place(product, store, currency, tx.handle().createUpdate("""
                        UPDATE product_price SET valid_to = :now
                        WHERE product_id = :product AND valid_to = 'infinity' AND NOT scheduled
                            AND store_id IS NOT DISTINCT FROM CAST(:store AS uuid) AND currency = :currency
                            AND valid_from < :now
                        """))
                .bind("now", now)
                .execute();
    }

    /** Takes a list price away that {@link #closeList} has left. */
    void dropList(Tx tx, ProductId product, @Nullable StoreId store, Currency currency) {
        place(product, store, currency, tx.handle().createUpdate("""
                        DELETE FROM product_price
                        WHERE product_id = :product AND valid_to = 'infinity' AND NOT scheduled
                            AND store_id IS NOT DISTINCT FROM CAST(:store AS uuid) AND currency = :currency
                        """)).execute();
    }

    /** Begins a list price, in the place of one that {@link #closeList} has left. */
    void openList(Tx tx, PriceSpan span, @Nullable UserId by) {
        bind(span, tx.handle().createUpdate("""
                        INSERT INTO product_price (product_id, store_id, currency, valid_from, price, old_price, version,
                                                   created_by)
                        VALUES (:product, CAST(:store AS uuid), :currency, :from, :price, :oldPrice, :version,
                                CAST(:by AS uuid))
                        ON CONFLICT ON CONSTRAINT product_price_key
                        DO UPDATE SET price = excluded.price, old_price = excluded.old_price, version = excluded.version,
                                      created_by = excluded.created_by
                        """)).bind("by", by).execute();
    }

    /** A scheduled price of this place whose span meets this one. */
    @Nullable
    PriceSpan overlapping(Tx tx, PriceSpan span) {
        return place(
                        span.productId(),
                        span.storeId(),
                        span.price().currency(),
                        tx.handle().createQuery("SELECT " + COLUMNS + """
                                FROM product_price
                                WHERE product_id = :product AND scheduled
                                    AND store_id IS NOT DISTINCT FROM CAST(:store AS uuid) AND currency = :currency
                                    AND valid_to > :from AND valid_from < coalesce(CAST(:to AS timestamptz), 'infinity')
                                ORDER BY valid_from LIMIT 1
                                """))
                .bind("from", span.from())
                .bind("to", span.to())
                .map((row, context) -> span(row))
                .findOne()
                .orElse(null);
    }

    /** @param boundary when the current prices must next be looked at because of it */
    void schedule(Tx tx, PriceSpan span, @Nullable Instant boundary, @Nullable UserId by) {
        bind(span, tx.handle().createUpdate("""
                        INSERT INTO product_price (product_id, store_id, currency, valid_from, valid_to, scheduled, id, price,
                                                   old_price, version, boundary, created_by)
                        VALUES (:product, CAST(:store AS uuid), :currency, :from, coalesce(CAST(:to AS timestamptz), 'infinity'), true, :id,
                                :price, :oldPrice, :version, CAST(:boundary AS timestamptz), CAST(:by AS uuid))
                        """))
                .bind("id", span.id())
                .bind("to", span.to())
                .bind("boundary", boundary)
                .bind("by", by)
                .execute();
    }

    @Nullable
    PriceSpan findScheduled(Tx tx, ProductId product, PriceId id) {
        return tx.handle()
                .createQuery("SELECT " + COLUMNS + " FROM product_price WHERE id = :id AND product_id = :product")
                .bind("id", id)
                .bind("product", product)
                .map((row, context) -> span(row))
                .findOne()
                .orElse(null);
    }

    /** Ends a scheduled price that has begun; what it was until now stays in the history. */
    void end(Tx tx, PriceId id, Instant now) {
        tx.handle().createUpdate("""
                        UPDATE product_price SET valid_to = :now, boundary = NULL, version = version + 1 WHERE id = :id
                        """).bind("id", id).bind("now", now).execute();
    }

    /** Takes back a scheduled price that has not begun. */
    void delete(Tx tx, PriceId id) {
        tx.handle()
                .createUpdate("DELETE FROM product_price WHERE id = :id")
                .bind("id", id)
                .execute();
    }

    private static <S extends SqlStatement<S>> S place(
            ProductId product, @Nullable StoreId store, Currency currency, S statement) {
        return statement.bind("product", product).bind("store", store).bind("currency", currency);
    }

    private static <S extends SqlStatement<S>> S bind(PriceSpan span, S statement) {
        return place(span.productId(), span.storeId(), span.price().currency(), statement)
                .bind("from", span.from())
                .bind("price", span.price().amount())
                .bind("oldPrice", amount(span.oldPrice()))
                .bind("version", span.version());
    }

    private static @Nullable BigDecimal amount(@Nullable Money money) {
        return money == null ? null : money.amount();
    }
}
