/**
 * Which store sells what. Owns {@code assortment}. Calls stores, audit, search for its list, and the platform only; reads
 * {@code product}.
 */
@NullMarked
package aisle.catalog.assortment;

import org.jspecify.annotations.NullMarked;
