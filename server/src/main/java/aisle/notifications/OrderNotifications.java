package aisle.notifications;

import aisle.kernel.CustomerId;
import aisle.kernel.OrderId;
import aisle.platform.db.Tx;
import aisle.platform.json.Json;
import aisle.platform.outbox.Event;
import aisle.platform.outbox.Subscriber;
import aisle.platform.time.Ids;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** Tells a customer in the shop itself what happens to an order. */
@Singleton
class OrderNotifications implements Subscriber {
    private static final String ORDER_PLACED = "order.placed.v1";
    private static final String ITEMS_SHORT = "order.items_short.v1";
    private static final String CUSTOMER = "customer_id";

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
        return ORDER_PLACED.equals(eventType) || ITEMS_SHORT.equals(eventType);
    }

    @Override
    public void handle(Tx tx, Event event) {
        Map<String, Object> facts = event.payload();
        if (facts.get(CUSTOMER) instanceof String customer) {
            boolean placed = ORDER_PLACED.equals(event.type());
            dao.insert(
                    tx,
                    ids.next(),
                    new CustomerId(UUID.fromString(customer)),
                    event.id(),
                    placed ? "ORDER_PLACED" : "ORDER_ITEMS_SHORT",
                    new OrderId(UUID.fromString((String) facts.get("order_id"))),
                    placed
                            ? some(facts, "number", "total")
                            : some(facts, "number", "product_id", "missing_quantity", "final_total"),
                    event.occurredAt());
        }
    }

    private static Map<String, Object> some(Map<String, Object> facts, String... names) {
        Map<String, Object> some = new LinkedHashMap<>();
        for (String name : names) {
            some.put(name, facts.get(name));
        }
        return some;
    }
}
