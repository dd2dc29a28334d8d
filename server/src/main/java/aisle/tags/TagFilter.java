package aisle.tags;

import aisle.kernel.StoreId;
import org.jspecify.annotations.Nullable;

/**
 * Which tags are wanted; null wants all.
 *
 * @param namePart a literal part of the name, ignoring case
 * @param unassigned whether those of no store are wanted, or all others
 */
record TagFilter(
        @Nullable StoreId store,
        @Nullable String namePart,
        @Nullable Boolean unassigned) {}
