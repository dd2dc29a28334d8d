package aisle.payments;

import aisle.kernel.Actor;
import aisle.kernel.OrderId;
import aisle.kernel.StoreId;
import aisle.platform.db.Tx;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Has orders of tests paid that there are nowhere else. */
@Singleton
public class WantedOrders implements PaymentOwner {
    private final Set<OrderId> wanted = ConcurrentHashMap.newKeySet();
    private final Map<OrderId, List<PaymentStatus>> told = new ConcurrentHashMap<>();

    public void want(OrderId order) {
        wanted.add(order);
    }

    public void wantNoMore(OrderId order) {
        wanted.remove(order);
    }

    /** What was said of an order, in its order. */
    public List<PaymentStatus> told(OrderId order) {
        return List.copyOf(told.getOrDefault(order, List.of()));
    }

    @Override
    public boolean settled(Tx tx, Actor actor, StoreId store, OrderId order, Payment payment) {
        tx.afterCommit(() -> told.compute(order, (id, before) -> {
            List<PaymentStatus> all = new ArrayList<>(before == null ? List.of() : before);
            all.add(payment.status());
            return all;
        }));
        return wanted.contains(order);
    }
}
