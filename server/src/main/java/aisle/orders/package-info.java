/**
 * Placed orders and their history. Owns {@code orders}, {@code order_line}, {@code order_adjustment} and
 * {@code order_event}. Placing one is the business of {@code checkout}.
 *
 * <p>Invariants: an order's figures never change behind its {@code calculation}; each version has one event.
 */
@NullMarked
package aisle.orders;

import org.jspecify.annotations.NullMarked;
