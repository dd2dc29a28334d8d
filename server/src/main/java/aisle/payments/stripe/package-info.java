/** Stripe as a payment provider. Owns no table. */
@NullMarked
package aisle.payments.stripe;

import org.jspecify.annotations.NullMarked;
