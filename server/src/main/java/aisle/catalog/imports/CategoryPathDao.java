package aisle.catalog.imports;

import aisle.catalog.categories.Categories;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** SQL that finds the categories of a whole batch by their paths of names. */
final class CategoryPathDao {
    /** The category behind each path that exists. In a transaction nobody can delete one of them before its end. */
    Map<List<String>, UUID> find(Handle handle, Set<List<String>> paths) {
        List<List<String>> wanted = List.copyOf(paths);
        Map<List<String>, UUID> found = new HashMap<>();
        handle.createQuery("""
                        SELECT wanted.position, c.id
                        FROM unnest(:paths::text[]) WITH ORDINALITY AS wanted (path_name, position)
                        JOIN category c
                          ON lower(c.path_name COLLATE "und-x-icu") = lower(wanted.path_name COLLATE "und-x-icu")
                        FOR KEY SHARE OF c
                        """)
                .bindArray(
                        "paths",
                        String.class,
                        wanted.stream()
                                .map(path -> String.join(Categories.SEPARATOR, path))
                                .toList())
                .map((row, context) -> Map.entry(row.getInt("position"), row.getObject("id", UUID.class)))
                .forEach(entry -> found.put(wanted.get(entry.getKey() - 1), entry.getValue()));
        return found;
    }
}
