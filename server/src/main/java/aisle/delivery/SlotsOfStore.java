package aisle.delivery;

import aisle.kernel.StoreId;
import aisle.platform.db.Tx;
import aisle.platform.json.Json;
import aisle.stores.StoreBelongings;
import jakarta.inject.Singleton;
import java.time.Instant;

/** A store that is archived offers nothing more: its templates go, and its coming slots are closed. */
@Singleton
class SlotsOfStore implements StoreBelongings {
    private final TemplateDao templates;
    private final SlotCalendarDao calendar;

    SlotsOfStore(Json json) {
        templates = new TemplateDao(json);
        calendar = new SlotCalendarDao(json);
    }

    @Override
    public Kind kind() {
        return Kind.SLOTS;
    }

    @Override
    public Left leave(Tx tx, StoreId store, Instant now) {
        templates.deleteOf(tx, store);
        return new Left(calendar.close(tx, store, now), 0);
    }
}
