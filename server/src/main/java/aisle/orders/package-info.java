/**
 * Placed orders and their history. Owns {@code orders}, {@code order_line}, {@code order_adjustment} and
 * {@code order_event}. Placing one is the business of {@code checkout}.
 *
 * <p>Invariants: an order's figures never change behind its {@code calculation}; what turned out to be missing is in
 * {@code short_quantity} of its lines and in {@code final_calculation}; each version has one event.
 */
@NullMarked
package aisle.orders;

import org.jspecify.annotations.NullMarked;
