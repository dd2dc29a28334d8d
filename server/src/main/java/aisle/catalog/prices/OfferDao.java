package aisle.catalog.prices;

import aisle.kernel.ProductId;
import aisle.kernel.Unit;
import aisle.platform.db.Columns;
import aisle.stores.Store;
import aisle.stores.StoreAddress;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** SQL of offers. */
final class OfferDao {
    /** @param today the date in the store's time zone */
    List<Offer> offers(Handle handle, Store store, Collection<ProductId> products, Instant now, LocalDate today) {
        StoreAddress address = store.address();
        return handle.createQuery("""
                        SELECT p.id, p.sku, p.name, p.unit, p.tax_class,
                               coalesce(held.price, p.price) AS price,
                               coalesce(held.currency, p.currency) AS currency,
                               coalesce(tax.rate, 0) AS tax_rate,
                               coalesce(s.on_hand - s.reserved, 0) AS available,
                               p.status = 'ACTIVE' AND p.deleted_at IS NULL AND a.product_id IS NOT NULL
                                   AND coalesce(held.currency, p.currency) = :currency AS sellable
                        FROM product p
                        LEFT JOIN assortment a ON a.store_id = :store AND a.product_id = p.id
                        LEFT JOIN stock s ON s.store_id = :store AND s.product_id = p.id
                        """ + EffectivePrice.JOIN + """
                        LEFT JOIN LATERAL (
                            SELECT rate FROM tax_rate
                            WHERE country = :country AND tax_class = p.tax_class AND valid_from <= :today
                            ORDER BY valid_from DESC
                            LIMIT 1
                        ) tax ON true
                        WHERE p.id = ANY (:products)
                        """)
                .bind("store", store.id())
                .bind("currency", store.currency())
                .bind("now", now)
                .bind("country", address == null ? null : address.country())
                .bind("today", today)
                .bindArray(
                        "products",
                        UUID.class,
                        products.stream().map(ProductId::value).distinct().toList())
                .map((row, context) -> new Offer(
                        Columns.id(row, "id", ProductId::new),
                        row.getString("sku"),
                        row.getString("name"),
                        Columns.constant(row, "unit", Unit.class),
                        Columns.money(row, "price", "currency"),
                        row.getString("tax_class"),
                        row.getBigDecimal("tax_rate"),
                        Columns.quantity(row, "available"),
                        row.getBoolean("sellable")))
                .list();
    }
}
