package aisle.catalog.imports;

import aisle.catalog.files.ProductLine;
import aisle.catalog.products.Images;
import aisle.catalog.products.Product;
import aisle.catalog.products.ProductDetails;
import aisle.catalog.products.ProductNames;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;

/**
 * A line on its way into the database.
 *
 * @param id of the product that has this SKU, or of the one that will
 * @param isNew whether no product has this SKU
 * @param slug what the line says, else what a new product of this name gets
 */
record ProductWrite(ProductLine line, UUID id, boolean isNew, String slug) {
    private static final int SUFFIX = 8;

    static ProductWrite of(ProductLine line, UUID id, boolean isNew) {
        ProductDetails details = line.details();
        String slug =
                details.slug() != null ? details.slug() : isNew ? ProductNames.slug(details.name(), line.sku()) : "";
        return new ProductWrite(line, id, isNew, slug);
    }

    ProductDetails details() {
        return line.details();
    }

    /** Whether the line names the slug, which then must be this one or none. */
    boolean hasOwnSlug() {
        return details().slug() != null;
    }

    /** With a part of the id behind a slug that another product of the batch has. */
    ProductWrite withNumberedSlug() {
        String text = id.toString();
        return new ProductWrite(line, id, isNew, ProductNames.suffixed(slug, text.substring(text.length() - SUFFIX)));
    }

    List<Product.Image> images() {
        return Images.ordered(details().images(), details().imageUrl());
    }

    /** Variants of one group whose options are equal, but for their case, are the same product. */
    Object variantKey() {
        ProductDetails.GroupDetails group = details().group();
        Map<String, String> options = Objects.requireNonNullElse(details().options(), Map.of());
        return group == null
                ? id
                : List.of(group.handle(), new TreeMap<>(options).toString().toLowerCase(Locale.ROOT));
    }
}
