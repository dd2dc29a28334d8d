/**
 * What shoppers and the back office find among the products. Owns no table. Calls categories, products, stores and the
 * platform only.
 */
@NullMarked
package aisle.catalog.search;

import org.jspecify.annotations.NullMarked;
