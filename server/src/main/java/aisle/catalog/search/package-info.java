/**
 * What shoppers and the back office find among the products. Owns {@code search_word}, which triggers fill, and the
 * columns of {@code product} that are made of others for searching. Calls categories, products, stores and the platform
 * only.
 */
@NullMarked
package aisle.catalog.search;

import org.jspecify.annotations.NullMarked;
