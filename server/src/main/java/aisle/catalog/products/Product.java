package aisle.catalog.products;

import aisle.kernel.CategoryId;
import aisle.kernel.Money;
import aisle.kernel.ProductId;
import aisle.kernel.Quantity;
import aisle.kernel.StoreId;
import aisle.kernel.TagId;
import aisle.kernel.Unit;
import aisle.kernel.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A product, as one store or the whole chain sells it.
 *
 * @param price of one unit, as it applies now: the asked store's own where it has one, else the chain's
 * @param oldPrice what it cost at least before the present reduction, if it is reduced
 * @param listPrice the chain's, which holds when nothing else is planned; {@code listOldPrice} is what is said to have
 *     been before it
 * @param images the most important one first
 * @param group what it shares with its variants; {@code options} tell the variants apart
 * @param available what can still be sold, in the asked store, else over all
 */
public record Product(
        ProductId id,
        String sku,
        @Nullable String gtin,
        String name,
        String slug,
        @Nullable String description,
        @Nullable String brand,
        @Nullable InCategory category,
        Unit unit,
        Money price,
        @Nullable Money oldPrice,
        Money listPrice,
        @Nullable Money listOldPrice,
        String taxClass,
        boolean isOrganic,
        @Nullable Map<String, Object> nutritionalInfo,
        Map<String, Object> attributes,
        List<Image> images,
        ProductStatus status,
        List<Tagged> tags,
        @Nullable Group group,
        Map<String, String> options,
        @Nullable UserId createdBy,
        Quantity available,
        long version,
        Instant createdAt,
        Instant updatedAt) {

    /** The same product as it is sold somewhere now. */
    Product sold(Money nowPrice, @Nullable Money nowOldPrice, List<Tagged> nowTags, Quantity nowAvailable) {
        return new Product(
                id,
                sku,
                gtin,
                name,
                slug,
                description,
                brand,
                category,
                unit,
                nowPrice,
                nowOldPrice,
                listPrice,
                listOldPrice,
                taxClass,
                isOrganic,
                nutritionalInfo,
                attributes,
                images,
                status,
                nowTags,
                group,
                options,
                createdBy,
                nowAvailable,
                version,
                createdAt,
                updatedAt);
    }

    /**
     * The category of a product.
     *
     * @param path the names from the root on, such as {@code Dairy > Milk}
     */
    public record InCategory(CategoryId id, String name, String path) {}

    /** A tag that a product carries; the chain's own tags have no store. */
    public record Tagged(TagId id, String name, @Nullable StoreId storeId) {}

    /**
     * An image.
     *
     * @param alt what it shows, for those who do not see it
     */
    public record Image(String url, @Nullable String alt) {}

    /**
     * What variants share.
     *
     * @param handle the same for all variants, and for no others
     */
    public record Group(String handle, String title) {}
}
