/**
 * Delivery and pickup: when a store brings orders or has them fetched. Owns {@code slot_template}, {@code delivery_slot},
 * {@code slot_hold} and {@code slot_booking}. Knows carts and orders by their ids only.
 *
 * <p>Invariants: a slot never has more orders or items than its capacity; a cart holds one place at most, an order has one
 * place at most; a template makes a slot for each of its days once. Whoever gives or takes places holds the slot's lock
 * first, in the order idempotency key, cart, slot, stock.
 */
@NullMarked
package aisle.delivery;

import org.jspecify.annotations.NullMarked;
