/**
 * Stock: what is on hand, what is promised, and the ledger of every change. Owns {@code stock}, {@code stock_movement}
 * and {@code reservation}; reads units from {@code product}.
 *
 * <p>Invariants: 0 ≤ reserved ≤ on_hand; on_hand is the sum of the movements; reserved is the sum of the open
 * reservations. {@link aisle.inventory.Inventory#verify} proves the last two.
 */
@NullMarked
package aisle.inventory;

import org.jspecify.annotations.NullMarked;
