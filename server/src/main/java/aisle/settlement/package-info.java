/**
 * What customers still owe for an order and what they get back. Owns {@code refund}, {@code refund_line},
 * {@code settlement_request}, {@code payment_collection} and {@code cash_settlement}.
 *
 * <p>Invariants: no more of a line is given back than was bought; no more money than was taken, which {@code payments} keeps.
 * Order of locks: payments, stock.
 */
@NullMarked
package aisle.settlement;

import org.jspecify.annotations.NullMarked;
