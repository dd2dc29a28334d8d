package aisle.catalog.products;

import aisle.kernel.CategoryId;
import aisle.kernel.Money;
import aisle.kernel.Unit;
import aisle.platform.json.MoneyInput;
import aisle.platform.web.NotNegative;
import jakarta.validation.Valid;
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
 * @param slug likewise
 * @param category instead of {@code category_id}: a name, or a path such as {@code Dairy > Milk}; created where missing
 * @param price of one unit, in the chain's currency
 * @param imageUrl the first of {@code images}
 * @param group what makes it a variant of others; {@code options} tell it from them
 */
@Schema(name = "ProductDetails")
public record ProductDetails(
        @Nullable @Pattern(regexp = "\\S(.{0,62}\\S)?", message = "must have 1 to 64 characters, no space around them")
        String sku,

        @Nullable @Gtin.Valid String gtin,
        @NotBlank @Size(max = 200) @Trimmed String name,

        @Nullable
        @Size(max = ProductNames.LONGEST_SLUG)
        @Pattern(regexp = ProductNames.SLUG, message = ProductNames.NO_SLUG)
        String slug,

        @Nullable @Size(max = 20_000) String description,
        @Nullable @Size(min = 1, max = 100) @Trimmed String brand,
        @Nullable CategoryId categoryId,
        @Nullable @Size(max = 3200) String category,
        @Nullable Unit unit,
        @NotNull @NotNegative MoneyInput price,
        @Nullable @NotNegative MoneyInput oldPrice,

        @Nullable @Pattern(regexp = "[A-Z][A-Z0-9_]{0,31}", message = "must be a tax class such as STANDARD or REDUCED")
        String taxClass,

        @Nullable Boolean isOrganic,
        @Nullable @Facts Map<String, Object> nutritionalInfo,
        @Nullable @Facts Map<String, Object> attributes,
        @Nullable @Size(max = 20) List<@NotNull @Valid ImageDetails> images,

        @Nullable @Size(max = 2000) @Pattern(regexp = ImageDetails.ADDRESS, message = ImageDetails.NO_ADDRESS)
        String imageUrl,

        @Nullable ProductStatus status,
        @Nullable @Valid GroupDetails group,

        @Nullable @Size(max = 10)
        Map<@NotBlank @Size(max = 50) @Trimmed String, @NotBlank @Size(max = 100) @Trimmed String> options) {

    /**
     * An image as it is sent.
     *
     * @param alt what it shows, for those who do not see it
     * @param position the lower, the earlier; images without one come behind, as they are listed
     */
    @Schema(name = "ImageDetails")
    public record ImageDetails(
            @NotNull @Size(max = 2000) @Pattern(regexp = ADDRESS, message = NO_ADDRESS)
            String url,

            @Nullable @Size(max = 500) String alt,
            @Nullable Integer position) {
        /** Nothing that a browser would run. */
        static final String ADDRESS = "(https?://|/)\\S+";

        static final String NO_ADDRESS = "must be an address that begins with https://, http:// or /";
    }

    /**
     * What variants share, as it is sent.
     *
     * @param handle of a group that there is, or of a new one
     * @param title changes the group's, for all of its variants; without one it stays, and a new group has the product's
     *     name
     */
    @Schema(name = "GroupDetails")
    public record GroupDetails(
            @NotNull
            @Size(max = ProductNames.LONGEST_SLUG)
            @Pattern(regexp = ProductNames.SLUG, message = ProductNames.NO_SLUG)
            String handle,

            @Nullable @Size(min = 1, max = 200) @Trimmed String title) {}

    static ProductDetails of(Product product) {
        Product.InCategory category = product.category();
        Product.Group group = product.group();
        return new ProductDetails(
                product.sku(),
                product.gtin(),
                product.name(),
                product.slug(),
                product.description(),
                product.brand(),
                category == null ? null : category.id(),
                category == null ? null : category.path(),
                product.unit(),
                input(product.listPrice()),
                product.listOldPrice() == null ? null : input(product.listOldPrice()),
                product.taxClass(),
                product.isOrganic(),
                product.nutritionalInfo(),
                product.attributes(),
                Images.details(product.images()),
                Images.first(product.images()),
                product.status(),
                group == null ? null : new GroupDetails(group.handle(), group.title()),
                product.options());
    }

    private static MoneyInput input(Money money) {
        return new MoneyInput(money.amount(), money.currency().getCurrencyCode());
    }
}
