package aisle.notifications;

import aisle.kernel.CustomerId;
import aisle.kernel.OrderId;
import aisle.platform.db.Tx;
import aisle.platform.json.Json;
import aisle.platform.outbox.Event;
import aisle.platform.outbox.Subscriber;
import aisle.platform.time.Ids;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.UUID;

/** Tells a customer in the shop itself that an order was placed. */
@Singleton
class OrderNotifications implements Subscriber {
    private static final String ORDER_PLACED = "order.placed.v1";

    private final NotificationDao dao;
    private final Ids ids;

    OrderNotifications(Json json, Ids ids) {
        this.dao = new NotificationDao(json);
        this.ids = ids;
    }

    @Override
    public String name() {
        return "order-notifications";
    }

    @Override
    public boolean wants(String eventType) {
        return ORDER_PLACED.equals(eventType);
    }

    @Override
    public void handle(Tx tx, Event event) {
        Map<String, Object> facts = event.payload();
        dao.insert(
                tx,
                ids.next(),
                new CustomerId(UUID.fromString((String) facts.get("customer_id"))),
                event.id(),
                "ORDER_PLACED",
                new OrderId(UUID.fromString((String) facts.get("order_id"))),
                Map.of("number", facts.get("number"), "total", facts.get("total")),
                event.occurredAt());
    }
}
