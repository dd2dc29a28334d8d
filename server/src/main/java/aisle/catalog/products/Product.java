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
 * @param price of one unit: the asked store's own price where it has one, else the chain's
 * @param oldPrice what it cost before a reduction
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
        String taxClass,
        boolean isOrganic,
        @Nullable Map<String, Object> nutritionalInfo,
        Map<String, Object> attributes,
        List<String> images,
        ProductStatus status,
        List<Tagged> tags,
        @Nullable Group group,
        Map<String, String> options,
        @Nullable UserId createdBy,
        Quantity available,
        long version,
        Instant createdAt,
        Instant updatedAt) {

    /**
     * The category of a product.
     *
     * @param path the names from the root on, such as {@code Dairy > Milk}
     */
    public record InCategory(CategoryId id, String name, String path) {}

    /** A tag that a product carries; the chain's own tags have no store. */
    public record Tagged(TagId id, String name, @Nullable StoreId storeId) {}

    /** What variants share. */
    public record Group(String handle, String title) {}
}
