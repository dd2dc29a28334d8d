/**
 * Product files: what the CSV files of shops look like, and how their rows become products. Knows Aisle's own format, which
 * exports write, those of Shopify and WooCommerce, and any other by a mapping of its columns. Neither reads nor writes the
 * database; the rules of a product are those of {@code catalog.products}.
 */
@NullMarked
package aisle.catalog.files;

import org.jspecify.annotations.NullMarked;
