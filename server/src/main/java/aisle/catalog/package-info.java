/**
 * What the chain sells: categories, products with their prices, each store's assortment, and what shoppers see of it.
 * Owns {@code category}, {@code product}, {@code product_group}, {@code product_price}, {@code assortment},
 * {@code tag} and {@code tax_rate}. Calls audit, stores and the platform only; reads {@code stock} to tell what is
 * available.
 *
 * <p>Invariants: a SKU is unique among the products that are not deleted. A category's name is unique under its parent,
 * and {@code path} and {@code path_name} always tell the way from the root; whoever changes the tree holds its lock.
 * Each change of a price leaves a row in {@code product_price}.
 */
@NullMarked
package aisle.catalog;

import org.jspecify.annotations.NullMarked;
