package aisle.retention;

import aisle.kernel.CustomerId;
import aisle.kernel.OrderId;
import java.time.Instant;
import java.time.LocalDate;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * That something is kept of an order; not what.
 *
 * @param removeOn the day on which it goes
 * @param createdAt when the customer was erased
 */
@Schema(name = "RestrictedRecord")
public record RestrictedRecord(
        OrderId orderId, String orderNumber, CustomerId customerId, LocalDate removeOn, Instant createdAt) {}
