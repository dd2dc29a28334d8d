/**
 * From a cart, or a plain list of products, to a placed order: all in one transaction, with the stock decided last.
 *
 * <p>Owns no table. Order of locks: idempotency key, cart, stock.
 */
@NullMarked
package aisle.checkout;

import org.jspecify.annotations.NullMarked;
