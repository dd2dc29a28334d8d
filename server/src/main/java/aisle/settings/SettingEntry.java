package aisle.settings;

import aisle.kernel.StoreId;
import aisle.kernel.UserId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What somebody decided about a setting.
 *
 * @param storeId the store for which it holds; null for the chain
 * @param value null: from then on what is inherited counts again
 * @param currency of an amount
 */
record SettingEntry(
        UUID id,
        String key,
        @Nullable StoreId storeId,
        @Nullable String value,
        @Nullable String currency,
        Instant validFrom,
        Instant updatedAt,
        @Nullable UserId updatedBy) {}
