package aisle.catalog.products;

import aisle.catalog.prices.NotNegative;
import aisle.kernel.CategoryId;
import aisle.kernel.Money;
import aisle.kernel.Unit;
import aisle.platform.json.MoneyInput;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What can be said of a product. A name and a price suffice.
 *
 * @param sku made from the name when it is missing
 * @param category instead of {@code category_id}: a name, or a path such as {@code Dairy > Milk}; created where missing
 * @param price of one unit, in the chain's currency
 * @param imageUrl the first of {@code images}
 */
@Schema(name = "ProductDetails")
public record ProductDetails(
        @Nullable @Pattern(regexp = "\\S(.{0,62}\\S)?", message = "must have 1 to 64 characters, no space around them")
        String sku,

        @Nullable @Gtin.Valid String gtin,
        @NotBlank @Size(max = 200) String name,
        @Nullable @Size(max = 20_000) String description,
        @Nullable @Size(max = 100) String brand,
        @Nullable CategoryId categoryId,
        @Nullable @Size(max = 3200) String category,
        @Nullable Unit unit,
        @NotNull @NotNegative MoneyInput price,
        @Nullable @NotNegative MoneyInput oldPrice,

        @Nullable @Pattern(regexp = "[A-Z][A-Z0-9_]{0,31}", message = "must be a tax class such as STANDARD or REDUCED")
        String taxClass,

        @Nullable Boolean isOrganic,
        @Nullable @Size(max = 100) Map<String, Object> nutritionalInfo,
        @Nullable @Size(max = 100) Map<String, Object> attributes,

        @Nullable @Size(max = 20)
        List<@NotNull @Size(max = 2000) @Pattern(regexp = IMAGE, message = NO_IMAGE) String> images,

        @Nullable @Size(max = 2000) @Pattern(regexp = IMAGE, message = NO_IMAGE)
        String imageUrl,

        @Nullable ProductStatus status) {
    /** Nothing that a browser would run. */
    private static final String IMAGE = "(https?://|/)\\S+";

    private static final String NO_IMAGE = "must be an address that begins with https://, http:// or /";

    static ProductDetails of(Product product) {
        Product.InCategory category = product.category();
        return new ProductDetails(
                product.sku(),
                product.gtin(),
                product.name(),
                product.description(),
                product.brand(),
                category == null ? null : category.id(),
                category == null ? null : category.path(),
                product.unit(),
                input(product.price()),
                product.oldPrice() == null ? null : input(product.oldPrice()),
                product.taxClass(),
                product.isOrganic(),
                product.nutritionalInfo(),
                product.attributes(),
                product.images(),
                product.images().isEmpty() ? null : product.images().getFirst(),
                product.status());
    }

    private static MoneyInput input(Money money) {
        return new MoneyInput(money.amount(), money.currency().getCurrencyCode());
    }
}
