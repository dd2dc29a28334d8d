/**
 * What products cost, in which store and when. Owns {@code product_price}, {@code store_price}, {@code tax_rate} and
 * {@code product.scheduled_price}. Calls stores, audit and the platform only; reads {@code product} and {@code assortment}
 * to tell what is sold.
 *
 * <p>Invariants: at any time a product has at most one list price and at most one scheduled price per place, the chain or a
 * store. What has held is never changed. {@link aisle.catalog.prices.EffectivePrice} alone says which price applies.
 */
@NullMarked
package aisle.catalog.prices;

import org.jspecify.annotations.NullMarked;
