package aisle.tags;

import aisle.kernel.StoreId;
import aisle.kernel.TagId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A label for products.
 *
 * @param storeId whose it is; null once that store was archived
 */
public record Tag(
        TagId id, @Nullable StoreId storeId, String name, long version, Instant createdAt, Instant updatedAt) {}
