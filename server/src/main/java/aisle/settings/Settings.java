package aisle.settings;

import aisle.kernel.StoreId;
import aisle.kernel.UserId;
import aisle.platform.config.AisleConfig;
import aisle.platform.db.Tx;
import aisle.platform.json.Json;
import aisle.platform.time.Ids;
import aisle.platform.time.Time;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Reads and writes single settings. What the environment says is the default of what the database says. */
@Singleton
public class Settings {
    private final SettingsDao dao = new SettingsDao();
    private final SettingValueDao values = new SettingValueDao();
    private final AisleConfig config;
    private final Json json;
    private final Time time;
    private final Ids ids;

    Settings(AisleConfig config, Json json, Time time, Ids ids) {
        this.config = config;
        this.json = json;
        this.time = time;
        this.ids = ids;
    }

    /** The store that delivers when neither a request nor its cart names one; null when none was chosen. */
    public @Nullable StoreId deliverySource(Handle handle) {
        String set = values.ofChain(handle, SettingKey.DELIVERY_SOURCE_STORE_ID, time.now());
        if (set != null) {
            return new StoreId(UUID.fromString(set));
        }
        return config.deliverySourceStoreId().map(StoreId::new).orElse(null);
    }

    /**
     * A setting as it is stored.
     *
     * @param version grows with each change
     */
    public record Stored<T>(T value, long version, Instant updatedAt) {}

    /** A setting that the migrations brought along, so that it is always there. */
    public <T> Stored<T> get(Handle handle, String key, Class<T> type) {
        return stored(dao.get(handle, key), type);
    }

    /** Likewise; also keeps others from changing it until the transaction ends. */
    public <T> Stored<T> lock(Tx tx, String key, Class<T> type) {
        return stored(dao.lock(tx, key), type);
    }

    private <T> Stored<T> stored(SettingsDao.Row row, Class<T> type) {
        return new Stored<>(json.read(row.value(), type), row.version(), row.updatedAt());
    }

    public void put(Tx tx, @Nullable UserId by, String key, Object value) {
        dao.put(tx, key, json.write(value), time.now(), by);
    }

    public void setDeliverySource(Tx tx, @Nullable UserId by, StoreId store) {
        Instant now = time.now();
        values.insert(
                tx,
                List.of(new SettingEntry(
                        ids.next(),
                        SettingKey.DELIVERY_SOURCE_STORE_ID.key(),
                        null,
                        store.toString(),
                        null,
                        now,
                        now,
                        by)));
    }
}
