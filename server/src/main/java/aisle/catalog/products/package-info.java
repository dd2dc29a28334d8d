/**
 * What the chain sells, as its back office keeps it. Owns {@code product}, {@code product_group} and
 * {@code product_tag}. Calls categories, prices, audit and the platform only; reads {@code stock} to tell what is
 * available.
 *
 * <p>Invariants: a SKU is unique among the products that are not deleted. Each change of a price leaves a row in
 * {@code product_price}.
 */
@NullMarked
package aisle.catalog.products;

import org.jspecify.annotations.NullMarked;
