/**
 * Money of orders. Owns {@code payment}, {@code payment_token}, {@code payment_operation} and {@code payment_issue}.
 *
 * <p>A payment is one promise of money and what becomes of it; an order may have several. Whatever a provider is asked is
 * written and committed first, and its answer after it: {@link aisle.payments.Payments} writes intents,
 * {@link aisle.payments.PaymentRunner} asks, {@link aisle.payments.PaymentBook} writes answers.
 *
 * <p>Invariants: refunded ≤ captured ≤ authorised; a payment is taken or let go of, never both; what is on its way back is
 * set aside, so that refunds at the same moment never add up to more than was taken. Order of locks: payments before the
 * order, the cart and the stock.
 */
@NullMarked
package aisle.payments;

import org.jspecify.annotations.NullMarked;
