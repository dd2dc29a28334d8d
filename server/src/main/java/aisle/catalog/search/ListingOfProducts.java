package aisle.catalog.search;

import aisle.catalog.products.ProductView;
import aisle.platform.web.Envelope;
import aisle.platform.web.Listing;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The envelope of a list of products that shoppers see. */
@Schema(name = "ListingOfProducts")
public record ListingOfProducts(
        List<ProductView> data,
        Listing.Meta meta,
        @Nullable String corrected,
        @Nullable Facets facets) implements Envelope {}
