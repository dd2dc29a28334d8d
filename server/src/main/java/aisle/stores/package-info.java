/**
 * Stores: where the chain sells. Owns {@code store}. Calls audit and the platform only; what keeps things in stores tells
 * by a {@link aisle.stores.StoreGuard} or {@link aisle.stores.StoreBelongings} what becomes of them when one is archived.
 *
 * <p>Invariants: a name is unique, ignoring case, among the stores that are not archived. Whoever gives a store something
 * holds it first, so that an archived store has no open orders, no stock, no assortment and no tags.
 */
@NullMarked
package aisle.stores;

import org.jspecify.annotations.NullMarked;
