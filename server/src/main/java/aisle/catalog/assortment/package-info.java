/**
 * Which store sells what. Owns {@code assortment}. Calls stores, tags, audit, search for its list, and the platform only; reads
 * {@code product}.
 *
 * <p>Invariants: only a store that is not archived has an assortment, and only products that are not deleted enter one.
 * {@code row_count} holds the number of active products of each, which triggers keep; whoever writes here holds the products.
 * A product that leaves loses that store's tags.
 */
@NullMarked
package aisle.catalog.assortment;

import org.jspecify.annotations.NullMarked;
