package aisle.tags;

import aisle.kernel.StoreId;
import aisle.kernel.TagId;
import aisle.platform.web.Versioned;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A tag as clients see it. */
@Schema(name = "Tag")
record TagView(TagId id, @Nullable StoreId storeId, String name, long version, Instant createdAt, Instant updatedAt)
        implements Versioned {
    static TagView of(Tag tag) {
        return new TagView(tag.id(), tag.storeId(), tag.name(), tag.version(), tag.createdAt(), tag.updatedAt());
    }
}
