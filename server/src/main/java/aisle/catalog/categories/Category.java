package aisle.catalog.categories;

import aisle.kernel.CategoryId;
import java.time.Instant;
import java.util.List;
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
}
