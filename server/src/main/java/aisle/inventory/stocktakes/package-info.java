/**
 * Stock-takes: a part of a store is counted while it goes on selling. Owns {@code stock_take} and {@code stock_take_count};
 * books through {@link aisle.inventory.Inventory#post}.
 *
 * <p>Invariants: a count is kept with what the books said when it was made, so that what moves afterwards is no difference;
 * a stock-take is posted or canceled once, and what it books commits together with that.
 */
@NullMarked
package aisle.inventory.stocktakes;

import org.jspecify.annotations.NullMarked;
