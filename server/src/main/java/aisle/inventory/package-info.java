/**
 * Stock: what is on hand, what is promised, and the ledger of every change. Owns {@code stock}, {@code stock_movement},
 * {@code reservation}, {@code stock_adjustment} and {@code stock_verification}; reads {@code product}, and {@code orders}
 * with its lines to tell whose a reservation is. Features to which something was promised are told by
 * {@link aisle.inventory.BrokenPromises} when it is not there.
 *
 * <p>Invariants: 0 ≤ reserved ≤ on_hand; on_hand is the sum of the movements; reserved is the sum of the reservations; each
 * reservation belongs to an open order or ends by itself. {@link aisle.inventory.Inventory#verify} proves all but the
 * first. Whoever changes movements or reservations of a product holds its stock row's lock first.
 */
@NullMarked
package aisle.inventory;

import org.jspecify.annotations.NullMarked;
