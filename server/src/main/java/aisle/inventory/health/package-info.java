/**
 * How well stores are stocked, and what to order anew. Reads {@code stock}, {@code stock_movement}, {@code assortment} and
 * {@code product}; turns the rows of {@code stock_crossing}, which a trigger of {@code stock} writes, into events.
 *
 * <p>Invariants: what shoppers may buy in a store is counted once per store, in exactly one level; a fall across a border
 * becomes one event, however many sales it took.
 */
@NullMarked
package aisle.inventory.health;

import org.jspecify.annotations.NullMarked;
