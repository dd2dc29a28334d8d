package aisle.notifications;

import aisle.kernel.OrderId;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Something a customer, or a user as one of the staff, is told.
 *
 * @param type such as {@code ORDER_PLACED} or {@code STOCK_LOW}
 * @param payload facts to show, by type
 */
@Schema(name = "Notification")
public record Notification(
        UUID id,
        String type,
        @Nullable OrderId orderId,
        Map<String, Object> payload,
        @Nullable Instant readAt,
        Instant createdAt) {}
