package aisle.payments;

import aisle.kernel.Actor;
import aisle.kernel.OrderId;
import aisle.kernel.StoreId;
import aisle.platform.db.Tx;

/** Whoever has an order paid, and must know what became of it. */
public interface PaymentOwner {
    /**
     * Takes note of a payment that is online and whose answer is known now, or known not to be known, in the transaction that
     * writes it: {@link PaymentStatus#AUTHORIZED}, {@link PaymentStatus#DECLINED}, {@link PaymentStatus#REQUIRES_ACTION} or
     * {@link PaymentStatus#UNKNOWN}. It may come again with another status, at any later time and from any thread. The
     * payment's row is locked: whoever locks orders and payments both takes the payments first.
     *
     * @return whether the money is wanted. What is authorised and wanted by nobody is given back at once.
     */
    boolean settled(Tx tx, Actor actor, StoreId store, OrderId order, Payment payment);
}
