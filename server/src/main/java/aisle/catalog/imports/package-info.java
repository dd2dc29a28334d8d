/**
 * Products from files. Writes {@code product}, {@code product_price}, {@code assortment}, {@code product_tag} and what they
 * need in bulk; the jobs are those of {@code imports}.
 *
 * <p>Invariant: the same file again changes nothing.
 */
@NullMarked
package aisle.catalog.imports;

import org.jspecify.annotations.NullMarked;
