/**
 * Carts of customers and of guests. Owns {@code cart} and {@code cart_line}. Stock is promised at checkout only; of a slot a
 * cart may hold one place, which {@code delivery} keeps.
 *
 * <p>Invariants: a customer has at most one cart, so has a guest's token, of which a hash is kept; a product stands in a cart
 * once. Whatever changes a cart locks it first. A guest's cart ends where it is merged into a customer's.
 */
@NullMarked
package aisle.cart;

import org.jspecify.annotations.NullMarked;
