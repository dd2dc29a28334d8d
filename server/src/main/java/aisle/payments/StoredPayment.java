package aisle.payments;

import aisle.kernel.Money;
import aisle.kernel.OrderId;
import aisle.kernel.StoreId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A payment as it is kept.
 *
 * @param refunding what is on its way back to the customer, and no other refund may have
 * @param reference what the provider calls it; null before it told
 * @param code why it was declined
 * @param expiresAt until when the customer can bring it to an end; null for methods that are not online
 */
record StoredPayment(
        StoreId store,
        OrderId order,
        Payment payment,
        Money refunding,
        @Nullable String reference,
        @Nullable String code,
        @Nullable Instant expiresAt,
        long version) {

    PaymentStatus status() {
        return payment.status();
    }

    /** What may still be given back. */
    Money refundable() {
        return payment.captured().minus(payment.refunded()).minus(refunding);
    }

    boolean isExpired(Instant now) {
        return expiresAt != null && !now.isBefore(expiresAt);
    }

    /** @throws IllegalStateException when the graph does not know this step */
    private Payment step(
            PaymentStatus next, @Nullable NextAction action, Money authorized, Money captured, Money refunded) {
        if (next != status() && !status().mayBecome(next)) {
            throw new IllegalStateException("a payment that is " + status() + " never becomes " + next);
        }
        return new Payment(
                payment.id(),
                payment.method(),
                next,
                payment.amount(),
                authorized,
                captured,
                refunded,
                action,
                payment.authorizeAt());
    }

    private StoredPayment with(Payment changed, Money stillRefunding, @Nullable String known, @Nullable String why) {
        return new StoredPayment(store, order, changed, stillRefunding, known, why, expiresAt, version);
    }

    StoredPayment authorized(String known) {
        Payment next = step(PaymentStatus.AUTHORIZED, null, payment.amount(), payment.captured(), payment.refunded());
        return with(next, refunding, known, null);
    }

    StoredPayment awaiting(String known, NextAction action) {
        Payment next = step(
                PaymentStatus.REQUIRES_ACTION, action, payment.authorized(), payment.captured(), payment.refunded());
        return with(next, refunding, known, null);
    }

    StoredPayment declined(String why) {
        Payment next = step(PaymentStatus.DECLINED, null, payment.authorized(), payment.captured(), payment.refunded());
        return with(next, refunding, reference, why);
    }

    StoredPayment voided() {
        Payment next = step(PaymentStatus.VOIDED, null, payment.authorized(), payment.captured(), payment.refunded());
        return with(next, refunding, reference, code);
    }

    StoredPayment captured(Money taken) {
        Payment next = step(PaymentStatus.CAPTURED, null, payment.authorized(), taken, payment.refunded());
        return with(next, refunding, reference, code);
    }

    /** Some of it is on its way back. */
    StoredPayment refunding(Money more) {
        return with(payment, refunding.plus(more), reference, code);
    }

    /** What was on its way is not any more, since it was refused. */
    StoredPayment notRefunded(Money less) {
        return with(payment, refunding.minus(less), reference, code);
    }

    /** What was on its way has arrived. */
    StoredPayment refunded(Money given) {
        Money all = payment.refunded().plus(given);
        PaymentStatus status =
                all.equals(payment.captured()) ? PaymentStatus.REFUNDED : PaymentStatus.PARTIALLY_REFUNDED;
        return with(
                step(status, null, payment.authorized(), payment.captured(), all),
                refunding.minus(given),
                reference,
                code);
    }

    /** It is to bring less than was promised, or nobody may bring it to an end any more. */
    StoredPayment toBring(Money less, @Nullable Instant until) {
        Payment next = new Payment(
                payment.id(),
                payment.method(),
                status(),
                less,
                payment.authorized(),
                payment.captured(),
                payment.refunded(),
                payment.nextAction(),
                payment.authorizeAt());
        return new StoredPayment(store, order, next, refunding, reference, code, until, version);
    }
}
