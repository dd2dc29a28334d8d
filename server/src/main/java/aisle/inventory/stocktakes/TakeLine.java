package aisle.inventory.stocktakes;

import aisle.kernel.ProductId;
import aisle.kernel.Quantity;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A product of a stock-take, by its last count.
 *
 * @param expected what the books said when it was counted
 * @param onHand what they say now; null once the stock-take is closed
 * @param movedSince by how much they moved since the count; null likewise
 * @param difference what is booked when it is posted: counted less expected, whatever moved since
 * @param counts how often it was counted; the members of a count are null when it never was
 */
public record TakeLine(
        ProductId productId,
        String sku,
        String name,
        @Nullable String binLocation,
        @Nullable Quantity counted,
        @Nullable Quantity expected,
        @Nullable Quantity onHand,
        @Nullable Quantity movedSince,
        @Nullable Quantity difference,
        long counts,
        @Nullable UUID countedBy,
        @Nullable Instant countedAt) {}
