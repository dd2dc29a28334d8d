package aisle.catalog.search;

import aisle.catalog.products.ProductView;
import aisle.kernel.PageRequest;
import aisle.platform.web.Listing;
import aisle.platform.web.Paging;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.QueryParam;
import java.math.BigDecimal;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** The query parameters by which shoppers choose among products. */
public class CatalogQuery extends Paging {
    @QueryParam("q")
    @Size(max = ProductFilter.LONGEST_TEXT)
    @Parameter(
            description = "Words that must all be found: in the name, the brand or the beginning of the description."
                    + " Case and accents are ignored, a word may be begun or mistyped; or a SKU or GTIN, exactly.")
    public @Nullable String q;

    @QueryParam("name")
    @Size(max = ProductFilter.LONGEST_TEXT)
    @Parameter(description = "A literal part of the name, ignoring case.")
    public @Nullable String name;

    @QueryParam("brand")
    @Size(max = ProductFilter.LONGEST_TEXT)
    @Parameter(description = "The whole brand, ignoring case and accents.")
    public @Nullable String brand;

    @QueryParam("tag")
    @Size(max = ProductFilter.LONGEST_TEXT)
    @Parameter(description = "The name of a tag, ignoring case, or its id.")
    public @Nullable String tag;

    @QueryParam("min_price")
    @PositiveOrZero
    public @Nullable BigDecimal minPrice;

    @QueryParam("max_price")
    @PositiveOrZero
    public @Nullable BigDecimal maxPrice;

    @QueryParam("in_stock")
    public @Nullable Boolean inStock;

    @QueryParam("organic")
    public @Nullable Boolean organic;

    @QueryParam("sort")
    @Pattern(regexp = ProductSort.WRITINGS, message = "must be one of relevance, price, -price, name, newest")
    @Parameter(description = "relevance (default), price, -price, name or newest.")
    public @Nullable String sort;

    @QueryParam("facets")
    @Parameter(description = "Whether to count by what the result can be narrowed: false (default) or true.")
    public @Nullable Boolean facets;

    /** Whether facets are wanted. */
    public boolean wantsFacets() {
        return Boolean.TRUE.equals(facets);
    }

    /** What was found, in its envelope. */
    public ListingOfProducts listing(Found found) {
        Listing<ProductView> listing = listing(found.page(), ProductView::forShoppers);
        return new ListingOfProducts(listing.data(), listing.meta(), found.corrected(), found.facets());
    }

    /** Which part of the list; results by relevance have no cursors. */
    public PageRequest page() {
        return filter().isByRelevance() ? requestByOffset() : request();
    }

    /** What was asked for, but for what stands in the path. */
    public ProductFilter filter() {
        return new ProductFilter(
                        null,
                        name,
                        null,
                        null,
                        brand,
                        tag,
                        minPrice,
                        maxPrice,
                        inStock,
                        organic,
                        null,
                        null,
                        ProductSort.of(sort))
                .withText(q);
    }
}
