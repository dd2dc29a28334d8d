package aisle.imports;

import aisle.kernel.StoreId;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The stores that the rows of a batch name, by name or id. */
public final class Places {
    private static final PlaceDao DAO = new PlaceDao();

    private final Map<String, StoreId> stores;
    private final @Nullable Set<StoreId> allowed;

    private Places(Map<String, StoreId> stores, @Nullable Set<StoreId> allowed) {
        this.stores = stores;
        this.allowed = allowed;
    }

    /** The stores of these names or ids, as far as whoever sent the job's file may change something in them. */
    public static Places of(Handle handle, Set<String> names, ImportJob job) {
        return new Places(names.isEmpty() ? new HashMap<>() : DAO.find(handle, names), job.allowedStores());
    }

    /** The key of a name, as {@link PlaceDao} answers it. */
    static String key(String name) {
        return name.strip().toLowerCase(Locale.ROOT);
    }

    /** Why a line may not name this store, or null. */
    @Nullable
    public String problem(String name) {
        StoreId store = stores.get(key(name));
        if (store == null) {
            return "names no store: “" + name + "”";
        }
        return allowed == null || allowed.contains(store) ? null : "You are not a member of the store “" + name + "”.";
    }

    /** Of a name without a {@link #problem}. */
    public StoreId store(String name) {
        StoreId store = stores.get(key(name));
        if (store == null) {
            throw new IllegalStateException("not a store that was looked for");
        }
        return store;
    }
}
