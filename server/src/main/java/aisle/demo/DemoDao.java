package aisle.demo;

import aisle.kernel.ProductId;
import aisle.kernel.StoreId;
import aisle.platform.db.Columns;
import aisle.platform.db.Tx;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** SQL of the demo: what has been loaded, and the tax rates. */
final class DemoDao {
    private static final String MARK = "demo_loaded";

    boolean isLoaded(Handle handle) {
        return handle.createQuery("SELECT EXISTS (SELECT 1 FROM setting WHERE key = :key)")
                .bind("key", MARK)
                .mapTo(Boolean.class)
                .one();
    }

    void markLoaded(Tx tx, Instant now) {
        tx.handle().createUpdate("""
                        INSERT INTO setting (key, value, updated_at) VALUES (:key, 'true', :now)
                        ON CONFLICT (key) DO NOTHING
                        """).bind("key", MARK).bind("now", now).execute();
    }

    void insertTaxRate(Tx tx, DemoFiles.TaxRate rate, Instant now) {
        tx.handle()
                .createUpdate("""
                        INSERT INTO tax_rate (country, tax_class, valid_from, rate, updated_at)
                        VALUES (:country, :taxClass, :validFrom, :rate, :now)
                        ON CONFLICT DO NOTHING
                        """)
                .bind("country", rate.country())
                .bind("taxClass", rate.taxClass())
                .bind("validFrom", rate.validFrom())
                .bind("rate", new BigDecimal(rate.rate()))
                .bind("now", now)
                .execute();
    }

    Map<String, ProductId> productsBySku(Handle handle, List<String> skus) {
        Map<String, ProductId> products = new HashMap<>();
        handle.createQuery("SELECT sku, id FROM product WHERE sku = ANY(:skus) AND deleted_at IS NULL")
                .bindArray("skus", String.class, skus)
                .map((row, context) -> Map.entry(row.getString("sku"), Columns.id(row, "id", ProductId::new)))
                .forEach(entry -> products.put(entry.getKey(), entry.getValue()));
        return products;
    }

    Set<ProductId> stockedIn(Handle handle, StoreId store) {
        return new HashSet<>(handle.createQuery("SELECT product_id FROM stock WHERE store_id = :store")
                .bind("store", store)
                .map((row, context) -> Columns.id(row, "product_id", ProductId::new))
                .list());
    }
}
