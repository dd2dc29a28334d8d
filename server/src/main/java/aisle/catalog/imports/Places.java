package aisle.catalog.imports;

import aisle.catalog.files.ProductLine;
import aisle.kernel.StoreId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The stores that the lines of a batch name, by name or id. */
final class Places {
    private static final PlaceDao DAO = new PlaceDao();

    private final Map<String, StoreId> stores;
    private final @Nullable Set<StoreId> allowed;

    private Places(Map<String, StoreId> stores, @Nullable Set<StoreId> allowed) {
        this.stores = stores;
        this.allowed = allowed;
    }

    static Places of(Handle handle, List<ProductLine> lines, ImportJob job) {
        Set<String> names = new HashSet<>();
        lines.forEach(line -> {
            names.addAll(line.stores());
            line.storePrices().forEach(price -> names.add(price.store()));
            line.plannedPrices().stream()
                    .map(ProductLine.PlannedPrice::store)
                    .filter(store -> store != null)
                    .forEach(names::add);
            line.tags().stream()
                    .map(ProductLine.Label::store)
                    .filter(store -> store != null)
                    .forEach(names::add);
        });
        return new Places(names.isEmpty() ? new HashMap<>() : DAO.find(handle, names), job.allowedStores());
    }

    /** The key of a name, as {@link PlaceDao} answers it. */
    static String key(String name) {
        return name.strip().toLowerCase(Locale.ROOT);
    }

    /** Why a line may not name this store, or null. */
    @Nullable
    String problem(String name) {
        StoreId store = stores.get(key(name));
        if (store == null) {
            return "names no store: “" + name + "”";
        }
        return allowed == null || allowed.contains(store) ? null : "You are not a member of the store “" + name + "”.";
    }

    /** Of a name without a {@link #problem}. */
    StoreId store(String name) {
        StoreId store = stores.get(key(name));
        if (store == null) {
            throw new IllegalStateException("not a store that was looked for");
        }
        return store;
    }
}
