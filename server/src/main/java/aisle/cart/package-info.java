/**
 * Carts. Owns {@code cart} and {@code cart_line}. Holds nothing back: stock is promised at checkout only.
 *
 * <p>Invariants: a customer has at most one cart; a product stands in it once.
 */
@NullMarked
package aisle.cart;

import org.jspecify.annotations.NullMarked;
