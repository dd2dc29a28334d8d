package aisle.catalog.products;

import aisle.kernel.CategoryId;
import aisle.kernel.Money;
import aisle.kernel.ProductId;
import aisle.kernel.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a write says of a product, with every default filled in.
 *
 * @param price the chain's list price
 * @param group the handle of a group that there is
 */
record ProductRow(
        ProductId id,
        String sku,
        @Nullable String gtin,
        String name,
        String slug,
        @Nullable String description,
        @Nullable String brand,
        @Nullable CategoryId categoryId,
        Unit unit,
        Money price,
        @Nullable Money oldPrice,
        String taxClass,
        boolean isOrganic,
        @Nullable Map<String, Object> nutritionalInfo,
        Map<String, Object> attributes,
        List<Product.Image> images,
        ProductStatus status,
        @Nullable String group,
        Map<String, String> options) {

    static ProductRow of(Product product) {
        Product.InCategory category = product.category();
        Product.Group group = product.group();
        return new ProductRow(
                product.id(),
                product.sku(),
                product.gtin(),
                product.name(),
                product.slug(),
                product.description(),
                product.brand(),
                category == null ? null : category.id(),
                product.unit(),
                product.listPrice(),
                product.listOldPrice(),
                product.taxClass(),
                product.isOrganic(),
                product.nutritionalInfo(),
                product.attributes(),
                product.images(),
                product.status(),
                group == null ? null : group.handle(),
                product.options());
    }

    ProductRow called(String otherSku, String otherSlug) {
        return new ProductRow(
                id,
                otherSku,
                gtin,
                name,
                otherSlug,
                description,
                brand,
                categoryId,
                unit,
                price,
                oldPrice,
                taxClass,
                isOrganic,
                nutritionalInfo,
                attributes,
                images,
                status,
                group,
                options);
    }

    ProductRow withStatus(ProductStatus other) {
        return new ProductRow(
                id,
                sku,
                gtin,
                name,
                slug,
                description,
                brand,
                categoryId,
                unit,
                price,
                oldPrice,
                taxClass,
                isOrganic,
                nutritionalInfo,
                attributes,
                images,
                other,
                group,
                options);
    }

    boolean hasOtherPriceThan(ProductRow other) {
        return !price.equals(other.price) || !Objects.equals(oldPrice, other.oldPrice);
    }

    /** The names of the members that differ, as clients write them. */
    List<String> differences(ProductRow other) {
        List<String> names = new ArrayList<>();
        note(names, "attributes", attributes, other.attributes);
        note(names, "brand", brand, other.brand);
        note(names, "category_id", categoryId, other.categoryId);
        note(names, "description", description, other.description);
        note(names, "group", group, other.group);
        note(names, "gtin", gtin, other.gtin);
        note(names, "images", images, other.images);
        note(names, "is_organic", isOrganic, other.isOrganic);
        note(names, "name", name, other.name);
        note(names, "nutritional_info", nutritionalInfo, other.nutritionalInfo);
        note(names, "old_price", oldPrice, other.oldPrice);
        note(names, "options", options, other.options);
        note(names, "price", price, other.price);
        note(names, "sku", sku, other.sku);
        note(names, "slug", slug, other.slug);
        note(names, "status", status, other.status);
        note(names, "tax_class", taxClass, other.taxClass);
        note(names, "unit", unit, other.unit);
        return names;
    }

    private static void note(List<String> names, String name, @Nullable Object one, @Nullable Object other) {
        if (!Objects.equals(one, other)) {
            names.add(name);
        }
    }
}
