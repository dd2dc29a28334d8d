package aisle.settings;

import aisle.kernel.StoreId;
import aisle.kernel.UserId;
import aisle.platform.config.AisleConfig;
import aisle.platform.db.Tx;
import aisle.platform.json.Json;
import aisle.platform.time.Time;
import jakarta.inject.Singleton;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Reads and writes single settings. What the environment says is the default of what the database says. */
@Singleton
public class Settings {
    private static final String DELIVERY_SOURCE = "delivery_source_store_id";

    private final SettingsDao dao = new SettingsDao();
    private final AisleConfig config;
    private final Json json;
    private final Time time;

    Settings(AisleConfig config, Json json, Time time) {
        this.config = config;
        this.json = json;
        this.time = time;
    }

    /** The store that delivers when neither a request nor its cart names one; null when none was chosen. */
    public @Nullable StoreId deliverySource(Handle handle) {
        String stored = dao.find(handle, DELIVERY_SOURCE);
        if (stored != null) {
            return new StoreId(json.read(stored, UUID.class));
        }
        return config.deliverySourceStoreId().map(StoreId::new).orElse(null);
    }

    public void setDeliverySource(Tx tx, @Nullable UserId by, StoreId store) {
        dao.put(tx, DELIVERY_SOURCE, json.write(store), time.now(), by);
    }
}
