package aisle.payments;

import aisle.kernel.Money;
import aisle.kernel.PaymentId;

/**
 * The payment of an order.
 *
 * @param authorized what may be taken
 * @param captured what was taken of it
 * @param refunded what of that was given back
 */
public record Payment(
        PaymentId id, PaymentMethod method, PaymentStatus status, Money authorized, Money captured, Money refunded) {}
