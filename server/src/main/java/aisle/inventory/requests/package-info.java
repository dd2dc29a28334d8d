/**
 * What staff ask the managers of a store to put right about its stock. Owns {@code stock_request}; what is approved is
 * booked by {@code inventory}, in the same transaction.
 *
 * <p>Invariants: a request is resolved once, and by somebody else than who asked; only who asked, or an administrator, withdraws it.
 */
@NullMarked
package aisle.inventory.requests;

import org.jspecify.annotations.NullMarked;
