package aisle.catalog.products;

import aisle.kernel.Money;
import aisle.kernel.ProductId;
import aisle.kernel.Quantity;
import aisle.kernel.Unit;
import aisle.kernel.UserId;
import aisle.platform.web.Versioned;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A product as clients see it.
 *
 * @param imageUrl the first of {@code images}
 * @param inStock whether anything of {@code availableQuantity} is left: of the asked store, else over all stores
 * @param createdBy who took it on; null for shoppers, whom it does not concern
 */
@Schema(name = "Product")
public record ProductView(
        ProductId id,
        String sku,
        @Nullable String gtin,
        String name,
        String slug,
        @Nullable String description,
        @Nullable String brand,
        Product.@Nullable InCategory category,
        Unit unit,
        Money price,
        @Nullable Money oldPrice,
        String taxClass,
        boolean isOrganic,
        @Nullable Map<String, Object> nutritionalInfo,
        Map<String, Object> attributes,
        List<String> images,
        @Nullable String imageUrl,
        ProductStatus status,
        boolean inStock,
        Quantity availableQuantity,
        List<Product.Tagged> tags,
        Product.@Nullable Group group,
        Map<String, String> options,
        @Nullable UserId createdBy,
        long version,
        Instant createdAt,
        Instant updatedAt)
        implements Versioned {

    /** Stock, tags and the names of categories change without it. */
    @Override
    public boolean showsOthers() {
        return true;
    }

    /** With what concerns the back office only. */
    public static ProductView forStaff(Product product) {
        return of(product, product.createdBy());
    }

    /** Without what does not concern shoppers. */
    public static ProductView forShoppers(Product product) {
        return of(product, null);
    }

    private static ProductView of(Product product, @Nullable UserId createdBy) {
        return new ProductView(
                product.id(),
                product.sku(),
                product.gtin(),
                product.name(),
                product.slug(),
                product.description(),
                product.brand(),
                product.category(),
                product.unit(),
                product.price(),
                product.oldPrice(),
                product.taxClass(),
                product.isOrganic(),
                product.nutritionalInfo(),
                product.attributes(),
                product.images(),
                product.images().isEmpty() ? null : product.images().getFirst(),
                product.status(),
                product.available().isPositive(),
                product.available(),
                product.tags(),
                product.group(),
                product.options(),
                createdBy,
                product.version(),
                product.createdAt(),
                product.updatedAt());
    }
}
