/**
 * What products cost, in which store and when. Owns {@code product_price} and {@code tax_rate}. Calls stores and the
 * platform only; reads {@code product} and {@code assortment} to tell what is sold.
 */
@NullMarked
package aisle.catalog.prices;

import org.jspecify.annotations.NullMarked;
