package aisle.catalog.search;

import aisle.kernel.CategoryId;
import aisle.kernel.TagId;
import java.math.BigDecimal;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * By what a result can be narrowed further, and what would be left. Each group respects the text and all filters but its
 * own, so that one may choose another value of it. At most {@link SearchDao#CANDIDATES} products are counted.
 *
 * @param countedRelation {@code eq} when every product of the result was counted, {@code gte} when there are more
 * @param category the categories in which the products stand themselves, the most frequent first
 * @param brand the most frequent first
 * @param price in the store's, else the chain's currency, the cheapest first; ranges without products are left out
 * @param tag the most frequent first
 */
@Schema(name = "Facets")
public record Facets(
        String countedRelation,
        List<OfCategory> category,
        List<OfBrand> brand,
        List<OfPrice> price,
        List<OfTag> tag,
        List<OfAnswer> organic,
        List<OfAnswer> inStock) {

    /** Products of one category. */
    @Schema(name = "CategoryFacet")
    public record OfCategory(CategoryId id, String name, String path, long count) {}

    /** Products of one brand. */
    @Schema(name = "BrandFacet")
    public record OfBrand(String name, long count) {}

    /**
     * Products of one range of prices.
     *
     * @param from the lowest price in it
     * @param to the lowest price above it; null when there is no end
     */
    @Schema(name = "PriceFacet")
    public record OfPrice(BigDecimal from, @Nullable BigDecimal to, long count) {}

    /** Products with one tag. */
    @Schema(name = "TagFacet")
    public record OfTag(TagId id, String name, long count) {}

    /** Products of which something is true, or is not. */
    @Schema(name = "AnswerFacet")
    public record OfAnswer(boolean value, long count) {}
}
