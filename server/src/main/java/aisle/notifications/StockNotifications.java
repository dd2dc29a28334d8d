package aisle.notifications;

import aisle.kernel.StoreId;
import aisle.kernel.UserId;
import aisle.notifications.StockAlertDao.Listener;
import aisle.platform.db.Tx;
import aisle.platform.json.Json;
import aisle.platform.outbox.Event;
import aisle.platform.outbox.Subscriber;
import aisle.platform.time.Ids;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Tells the managers of a store that stock became scarce or ran out, each in the way that they chose. */
@Singleton
class StockNotifications implements Subscriber {
    private static final Map<String, String> TYPES = Map.of(
            "stock.ran_low.v1", "STOCK_LOW",
            "stock.ran_out.v1", "STOCK_OUT");

    private final StockAlertDao dao;
    private final Ids ids;

    StockNotifications(Json json, Ids ids) {
        this.dao = new StockAlertDao(json);
        this.ids = ids;
    }

    @Override
    public String name() {
        return "stock-notifications";
    }

    @Override
    public boolean wants(String eventType) {
        return TYPES.containsKey(eventType);
    }

    @Override
    public void handle(Tx tx, Event event) {
        String type = TYPES.getOrDefault(event.type(), event.type());
        StoreId store = new StoreId(UUID.fromString((String) event.payload().get("store_id")));
        List<Listener> listeners = dao.listeners(tx, store);
        List<UserId> inApp =
                listeners.stream().filter(Listener::inApp).map(Listener::user).toList();
        if (!inApp.isEmpty()) {
            List<UUID> rows = inApp.stream().map(user -> ids.next()).toList();
            dao.tell(tx, rows, inApp, event.id(), type, event.payload(), event.occurredAt());
        }
        List<UserId> byMail =
                listeners.stream().filter(Listener::byMail).map(Listener::user).toList();
        if (!byMail.isEmpty()) {
            Map<String, Object> alert = new HashMap<>(event.payload());
            alert.put("type", type);
            dao.keepForMail(tx, byMail, event.id(), alert, event.occurredAt());
        }
    }
}
