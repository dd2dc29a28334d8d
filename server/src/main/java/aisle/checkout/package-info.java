/**
 * From a cart, a plain list of products or a draft to a placed order. Owns {@code checkout_attempt}.
 *
 * <p>Invariants: what is paid is what is ordered; stock, slot and money are promised together or not at all; what lies in a
 * cart is bought once. Order of locks: idempotency key, payment, attempt, cart, slot, stock.
 */
@NullMarked
package aisle.checkout;

import org.jspecify.annotations.NullMarked;
