package aisle.payments;

import aisle.kernel.Money;
import aisle.kernel.OrderId;
import aisle.kernel.PaymentId;
import aisle.kernel.StoreId;
import aisle.platform.db.Tx;
import aisle.platform.time.Ids;
import aisle.platform.time.Time;
import jakarta.inject.Singleton;
import java.time.Instant;

/** Payments of orders. */
@Singleton
public class Payments {
    private final PaymentDao dao = new PaymentDao();
    private final Time time;
    private final Ids ids;

    Payments(Time time, Ids ids) {
        this.time = time;
        this.ids = ids;
    }

    /** Notes that an order will be paid at the door or the counter: promised in full, nothing taken yet. */
    public Payment payOnDelivery(Tx tx, StoreId store, OrderId order, Money total) {
        Money zero = Money.zero(total.currency());
        Payment payment = new Payment(
                new PaymentId(ids.next()), PaymentMethod.ON_DELIVERY, PaymentStatus.AUTHORIZED, total, zero, zero);
        Instant now = time.now();
        dao.insert(tx, store, order, payment, now);
        return payment;
    }
}
