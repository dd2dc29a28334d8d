package aisle.notifications;

import aisle.kernel.UserId;
import aisle.platform.db.Tx;
import aisle.platform.json.Json;
import aisle.platform.outbox.Event;
import aisle.platform.outbox.Subscriber;
import aisle.platform.time.Ids;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/** Tells staff what was decided about what they asked for: requests about stock, and changes that take a second person. */
@Singleton
class StockDecisions implements Subscriber {
    private static final Map<String, String> TOLD = Map.of(
            "stock_request.approved.v1", "STOCK_REQUEST_APPROVED",
            "stock_request.rejected.v1", "STOCK_REQUEST_REJECTED",
            "stock_adjustment.approved.v1", "STOCK_ADJUSTMENT_APPROVED",
            "stock_adjustment.rejected.v1", "STOCK_ADJUSTMENT_REJECTED");

    private final NotificationDao dao;
    private final Ids ids;

    StockDecisions(Json json, Ids ids) {
        this.dao = new NotificationDao(json);
        this.ids = ids;
    }

    @Override
    public String name() {
        return "stock-decisions";
    }

    @Override
    public boolean wants(String eventType) {
        return TOLD.containsKey(eventType);
    }

    @Override
    public void handle(Tx tx, Event event) {
        Map<String, Object> facts = new HashMap<>(event.payload());
        UserId asked = new UserId(UUID.fromString((String) facts.remove("requested_by")));
        facts.put(event.aggregateType() + "_id", event.aggregateId());
        dao.insertForUser(
                tx,
                ids.next(),
                asked,
                event.id(),
                Objects.requireNonNull(TOLD.get(event.type())),
                facts,
                event.occurredAt());
    }
}
