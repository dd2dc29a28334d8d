package aisle.catalog.products;

import aisle.kernel.ProductId;
import aisle.kernel.UserId;
import aisle.platform.db.Tx;
import aisle.platform.json.Json;
import java.math.BigDecimal;
import java.time.Instant;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/** SQL of single products. */
final class ProductDao {
    private final Json json;
    private final ProductRows rows;

    ProductDao(Json json) {
        this.json = json;
        this.rows = new ProductRows(json);
    }

    /** False when the id or, among the products that are not deleted, the SKU is in use. */
    boolean insert(Tx tx, ProductRow product, @Nullable UserId createdBy, Instant now) {
        return bind(product, tx.handle().createUpdate("""
                                INSERT INTO product (id, sku, gtin, name, slug, description, brand, category_id, unit, price,
                                                     old_price, currency, tax_class, is_organic, nutritional_info, attributes,
                                                     images, status, created_by, created_at, updated_at)
                                VALUES (:id, :sku, :gtin, :name, :slug, :description, :brand, CAST(:category AS uuid), :unit,
                                        :price, :oldPrice, :currency, :taxClass, :organic, :nutrition::jsonb,
                                        :attributes::jsonb, :images::jsonb, :status, CAST(:createdBy AS uuid), :now, :now)
                                ON CONFLICT DO NOTHING
                                """))
                        .bind("createdBy", createdBy)
                        .bind("now", now)
                        .execute()
                == 1;
    }

    void update(Tx tx, ProductRow product, Instant now) {
        bind(product, tx.handle().createUpdate("""
                        UPDATE product
                        SET sku = :sku, gtin = :gtin, name = :name, slug = :slug, description = :description,
                            brand = :brand, category_id = CAST(:category AS uuid), unit = :unit, price = :price,
                            old_price = :oldPrice, currency = :currency, tax_class = :taxClass, is_organic = :organic,
                            nutritional_info = :nutrition::jsonb, attributes = :attributes::jsonb,
                            images = :images::jsonb, status = :status, version = version + 1, updated_at = :now
                        WHERE id = :id
                        """)).bind("now", now).execute();
    }

    private <S extends SqlStatement<S>> S bind(ProductRow product, S statement) {
        return statement
                .bind("id", product.id())
                .bind("sku", product.sku())
                .bind("gtin", product.gtin())
                .bind("name", product.name())
                .bind("slug", product.slug())
                .bind("description", product.description())
                .bind("brand", product.brand())
                .bind("category", product.categoryId())
                .bind("unit", product.unit().name())
                .bind("price", product.price().amount())
                .bind("oldPrice", oldAmount(product))
                .bind("currency", product.price().currency())
                .bind("taxClass", product.taxClass())
                .bind("organic", product.isOrganic())
                .bind("nutrition", product.nutritionalInfo() == null ? null : json.write(product.nutritionalInfo()))
                .bind("attributes", json.write(product.attributes()))
                .bind("images", json.write(product.images()))
                .bind("status", product.status().name());
    }

    /** Two changes within one millisecond, which is all that is stored, leave the later one. */
    void keepPrice(Tx tx, ProductRow product, Instant now) {
        tx.handle()
                .createUpdate("""
                        INSERT INTO product_price (product_id, currency, valid_from, price, old_price)
                        VALUES (:product, :currency, :now, :price, :oldPrice)
                        ON CONFLICT ON CONSTRAINT product_price_key
                        DO UPDATE SET price = excluded.price, old_price = excluded.old_price
                        """)
                .bind("product", product.id())
                .bind("currency", product.price().currency())
                .bind("now", now)
                .bind("price", product.price().amount())
                .bind("oldPrice", oldAmount(product))
                .execute();
    }

    private static @Nullable BigDecimal oldAmount(ProductRow product) {
        return product.oldPrice() == null ? null : product.oldPrice().amount();
    }

    /** Whether the id is in use, be it by a product that is deleted. */
    boolean exists(Tx tx, ProductId id) {
        return tx.handle()
                .createQuery("SELECT true FROM product WHERE id = :id")
                .bind("id", id)
                .mapTo(Boolean.class)
                .findOne()
                .isPresent();
    }

    /** Keeps other writers of the product away until the transaction ends; false when there is none. */
    boolean lock(Tx tx, ProductId id) {
        return tx.handle()
                .createQuery("SELECT true FROM product WHERE id = :id AND deleted_at IS NULL FOR NO KEY UPDATE")
                .bind("id", id)
                .mapTo(Boolean.class)
                .findOne()
                .isPresent();
    }

    /** The product as the chain sells it, whatever its status. */
    @Nullable
    Product find(Handle handle, ProductId id, Instant now) {
        return handle.createQuery("SELECT " + ProductRows.COLUMNS + " FROM product p " + ProductRows.JOINS
                        + " WHERE p.id = :id AND p.deleted_at IS NULL")
                .bind("id", id)
                .bind("store", (String) null)
                .bind("now", now)
                .map((row, context) -> rows.product(row))
                .findOne()
                .orElse(null);
    }
}
