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

    /** False when the id or, among the products that are not deleted, SKU, slug or options within a group are in use. */
    boolean insert(Tx tx, ProductRow product, @Nullable UserId createdBy, Instant now) {
        return bind(product, tx.handle().createUpdate("""
                                INSERT INTO product (id, sku, gtin, name, slug, description, brand, category_id, unit, price,
                                                     old_price, currency, tax_class, is_organic, nutritional_info, attributes,
                                                     images, status, group_id, options, created_by, created_at,
                                                     updated_at)
                                VALUES (:id, :sku, :gtin, :name, :slug, :description, :brand, CAST(:category AS uuid), :unit,
                                        :price, :oldPrice, :currency, :taxClass, :organic, :nutrition::jsonb,
                                        :attributes::jsonb, :images::jsonb, :status,
                                        (SELECT id FROM product_group WHERE handle = :group), :options::jsonb,
                                        CAST(:createdBy AS uuid), :now, :now)
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
                            images = :images::jsonb, status = :status,
                            group_id = (SELECT id FROM product_group WHERE handle = :group), options = :options::jsonb,
                            version = version + 1, updated_at = :now
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
                .bind("status", product.status().name())
                .bind("group", product.group())
                .bind("options", json.write(product.options()));
    }

    /** What keeps a product from being inserted. */
    record Obstacles(boolean id, boolean sku, boolean slug, boolean variant) {}

    /** What of a product that could not be inserted is in use; the id may be a deleted product's. */
    Obstacles obstacles(Tx tx, ProductRow product) {
        return tx.handle()
                .createQuery("""
                        SELECT EXISTS (SELECT FROM product WHERE id = :id) AS id,
                               EXISTS (SELECT FROM product WHERE sku = :sku AND deleted_at IS NULL) AS sku,
                               EXISTS (SELECT FROM product WHERE slug = :slug AND deleted_at IS NULL) AS slug,
                               EXISTS (SELECT FROM product
                                       WHERE group_id = (SELECT id FROM product_group WHERE handle = :group)
                                           AND lower(options::text COLLATE "und-x-icu")
                                               = lower(CAST(:options::jsonb AS text) COLLATE "und-x-icu")
                                           AND deleted_at IS NULL) AS variant
                        """)
                .bind("id", product.id())
                .bind("sku", product.sku())
                .bind("slug", product.slug())
                .bind("group", product.group())
                .bind("options", json.write(product.options()))
                .map((row, context) -> new Obstacles(
                        row.getBoolean("id"), row.getBoolean("sku"), row.getBoolean("slug"), row.getBoolean("variant")))
                .one();
    }

    /** What orders show of it stays; its SKU and its slug are free again. */
    void delete(Tx tx, ProductId id, Instant now) {
        tx.handle().createUpdate("""
                        UPDATE product SET deleted_at = :now, updated_at = :now, version = version + 1 WHERE id = :id
                        """).bind("id", id).bind("now", now).execute();
    }

    private static @Nullable BigDecimal oldAmount(ProductRow product) {
        return product.oldPrice() == null ? null : product.oldPrice().amount();
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
