package aisle.catalog.categories;

import aisle.kernel.CategoryId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A category of the tree.
 *
 * @param path the ids from the root to this category itself
 * @param pathName the names likewise, such as {@code Dairy > Milk}
 * @param position where it stands among its siblings, the lowest first
 */
public record Category(
        CategoryId id,
        @Nullable CategoryId parentId,
        String name,
        List<CategoryId> path,
        String pathName,
        int position,
        boolean active,
        long version,
        Instant createdAt,
        Instant updatedAt) {
    public Category {
        path = List.copyOf(path);
    }

    /** The names of the members that can be changed and are other than before. */
    List<String> differences(Category before) {
        List<String> changed = new ArrayList<>();
        if (before.active != active) {
            changed.add("active");
        }
        if (!before.name.equals(name)) {
            changed.add("name");
        }
        if (!Objects.equals(before.parentId, parentId)) {
            changed.add("parent_id");
        }
        if (before.position != position) {
            changed.add("position");
        }
        return changed;
    }
}
