package aisle.delivery;

import aisle.kernel.SlotHoldId;
import aisle.kernel.SlotId;
import aisle.kernel.StoreId;
import java.time.Instant;

/**
 * A place that is kept in a slot for a cart.
 *
 * @param items for how many items there is room, too
 * @param expiresAt from when on it counts no more
 */
public record SlotHold(SlotHoldId id, StoreId storeId, SlotId slotId, int items, Instant expiresAt) {}
