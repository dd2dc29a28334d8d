package aisle.catalog.files;

import aisle.catalog.products.ProductDetails;
import aisle.imports.ImportLine;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A good row: a product as the file says it, by the rules for products. What no column says is null or empty. Stores are
 * named as in the file, by name or id.
 *
 * @param row its number in the file
 * @param details with a SKU and a price; its category is in {@code category} alone
 * @param category names from the root down, empty for none
 * @param stores that sell it
 * @param tags that stores have put on it
 */
public record ProductLine(
        long row,
        ProductDetails details,
        List<String> category,
        List<String> stores,
        List<StorePrice> storePrices,
        List<PlannedPrice> plannedPrices,
        List<Label> tags)
        implements ImportLine {

    /** What a store of its own asks. */
    public record StorePrice(
            String store, BigDecimal price, @Nullable BigDecimal oldPrice) {}

    /**
     * A price for a while, such as a sale.
     *
     * @param store null for the whole chain
     * @param from null for at once
     * @param to null for as long as nobody ends it
     */
    public record PlannedPrice(
            @Nullable String store,
            BigDecimal price,
            @Nullable Instant from,
            @Nullable Instant to) {}

    /**
     * A tag.
     *
     * @param store null for the store of the import
     */
    public record Label(@Nullable String store, String name) {}

    /** Variants of a group stay together too, so that of two with equal options it is always the second that is wrong. */
    @Override
    public String key() {
        return details.group() == null ? sku() : details.group().handle();
    }

    @Override
    public int length() {
        String description = details.description();
        return description == null ? 0 : description.length();
    }

    /** What the product is known by. */
    public String sku() {
        String sku = details.sku();
        if (sku == null) {
            throw new IllegalStateException("a line without a SKU");
        }
        return sku;
    }
}
