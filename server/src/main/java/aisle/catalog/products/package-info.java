/**
 * What the chain sells, as its back office keeps it. Owns {@code product}, {@code product_group} and
 * {@code product_tag}. Calls categories, prices, audit and the platform only; reads {@code stock} to tell what is
 * available.
 *
 * <p>Invariants: SKU, slug, and within a group the options are unique among the products that are not deleted. Each change
 * of the list price is told to {@code prices}.
 */
@NullMarked
package aisle.catalog.products;

import org.jspecify.annotations.NullMarked;
