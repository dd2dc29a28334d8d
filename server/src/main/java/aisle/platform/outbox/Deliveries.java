package aisle.platform.outbox;

import aisle.kernel.DomainError;
import aisle.kernel.ErrorCode;
import aisle.kernel.Page;
import aisle.kernel.PageRequest;
import aisle.platform.db.Tx;
import aisle.platform.time.Time;
import jakarta.inject.Singleton;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** What has not reached its subscriber, and the wish to try it again. */
@Singleton
public class Deliveries {
    private final DeliveryDao dao = new DeliveryDao();
    private final Time time;

    Deliveries(Time time) {
        this.time = time;
    }

    /** Deliveries that wait, oldest event first. */
    public Page<Delivery> list(Handle handle, Delivery.Filter filter, PageRequest page) {
        return dao.list(handle, filter, page);
    }

    /**
     * Has a delivery tried now; one that is parked has all its attempts again. Asking again changes nothing more.
     *
     * @throws DomainError {@link ErrorCode#DELIVERY_NOT_FOUND}, {@link ErrorCode#DELIVERY_DONE}
     */
    public Delivery retry(Tx tx, UUID event, String subscriber) {
        boolean waits = dao.retry(tx, event, subscriber, time.now());
        Delivery delivery = dao.find(tx.handle(), event, subscriber);
        if (delivery == null) {
            throw DomainError.of(
                    ErrorCode.DELIVERY_NOT_FOUND, "There is no delivery of this event to " + subscriber + ".");
        }
        if (!waits) {
            throw DomainError.of(ErrorCode.DELIVERY_DONE, "The subscriber has had this event.");
        }
        return delivery;
    }

    /** Has everything tried again that is parked for a subscriber; answers how much that is. */
    public int retryParked(Tx tx, String subscriber) {
        return dao.retryParked(tx, subscriber, time.now());
    }
}
