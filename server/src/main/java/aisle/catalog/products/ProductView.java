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
import java.util.stream.IntStream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A product as clients see it.
 *
 * @param price for shoppers what it costs now; for the back office the chain's list price, which is what it sets
 * @param oldPrice for shoppers the lowest price before a reduction; for the back office what it said
 * @param currentPrice what it costs now
 * @param imageUrl the first of {@code images}
 * @param inStock whether anything of {@code availableQuantity} is left: of the asked store, else over all stores
 * @param variants all that shoppers see of its group, in the answer for a single product; null elsewhere
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
        Money currentPrice,
        String taxClass,
        boolean isOrganic,
        @Nullable Map<String, Object> nutritionalInfo,
        Map<String, Object> attributes,
        List<ImageView> images,
        @Nullable String imageUrl,
        ProductStatus status,
        boolean inStock,
        Quantity availableQuantity,
        List<Product.Tagged> tags,
        Product.@Nullable Group group,
        Map<String, String> options,
        @Nullable List<VariantView> variants,
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

    /**
     * An image as clients see it.
     *
     * @param position from 1 on
     */
    @Schema(name = "Image")
    public record ImageView(String url, @Nullable String alt, int position) {}

    /** One of several products that differ in their options. */
    @Schema(name = "Variant")
    public record VariantView(
            ProductId id,
            String sku,
            String slug,
            String name,
            Map<String, String> options,
            Money price,
            @Nullable Money oldPrice,
            @Nullable String imageUrl,
            boolean inStock,
            Quantity availableQuantity) {
        static VariantView of(Product product) {
            return new VariantView(
                    product.id(),
                    product.sku(),
                    product.slug(),
                    product.name(),
                    product.options(),
                    product.price(),
                    product.oldPrice(),
                    Images.first(product.images()),
                    product.available().isPositive(),
                    product.available());
        }
    }

    /** With what concerns the back office only. */
    public static ProductView forStaff(Product product) {
        return of(product, product.listPrice(), product.listOldPrice(), null, product.createdBy());
    }

    /** Without what does not concern shoppers. */
    public static ProductView forShoppers(Product product) {
        return of(product, product.price(), product.oldPrice(), null, null);
    }

    /** As {@link #forShoppers(Product)}, with the variants that there are. */
    public static ProductView forShoppers(Product product, List<Product> variants) {
        return of(
                product,
                product.price(),
                product.oldPrice(),
                variants.stream().map(VariantView::of).toList(),
                null);
    }

    private static ProductView of(
            Product product,
            Money price,
            @Nullable Money oldPrice,
            @Nullable List<VariantView> variants,
            @Nullable UserId createdBy) {
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
                price,
                oldPrice,
                product.price(),
                product.taxClass(),
                product.isOrganic(),
                product.nutritionalInfo(),
                product.attributes(),
                images(product.images()),
                Images.first(product.images()),
                product.status(),
                product.available().isPositive(),
                product.available(),
                product.tags(),
                product.group(),
                product.options(),
                variants,
                createdBy,
                product.version(),
                product.createdAt(),
                product.updatedAt());
    }

    private static List<ImageView> images(List<Product.Image> images) {
        return IntStream.range(0, images.size())
                .mapToObj(i -> new ImageView(images.get(i).url(), images.get(i).alt(), i + 1))
                .toList();
    }
}
