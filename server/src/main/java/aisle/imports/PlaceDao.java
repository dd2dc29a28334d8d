package aisle.imports;

import aisle.kernel.StoreId;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** SQL that finds stores by what files call them. */
final class PlaceDao {
    /** The stores of these names or ids that are not archived, by {@link Places#key}; an id comes before a name. */
    Map<String, StoreId> find(Handle handle, Collection<String> names) {
        Map<String, StoreId> found = new HashMap<>();
        handle.createQuery("""
                        SELECT wanted.name, s.id
                        FROM unnest(:names::text[]) AS wanted (name)
                        JOIN store s
                          ON (lower(s.name COLLATE "und-x-icu") = lower(trim(wanted.name) COLLATE "und-x-icu")
                              OR s.id::text = lower(trim(wanted.name)))
                          AND s.archived_at IS NULL
                        ORDER BY s.id::text = lower(trim(wanted.name))
                        """)
                .bindArray("names", String.class, List.copyOf(names))
                .map((row, context) -> Map.entry(row.getString("name"), new StoreId(row.getObject("id", UUID.class))))
                .forEach(entry -> found.put(Places.key(entry.getKey()), entry.getValue()));
        return found;
    }
}
