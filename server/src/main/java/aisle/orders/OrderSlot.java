package aisle.orders;

import aisle.kernel.SlotId;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** When an order is brought or fetched: as the clocks in the store say, and as instants. */
@Schema(name = "OrderSlot")
public record OrderSlot(SlotId id, LocalDate date, LocalTime start, LocalTime end, Instant startsAt, Instant endsAt) {
    public static OrderSlot of(SlotId id, Instant startsAt, Instant endsAt, ZoneId zone) {
        return new OrderSlot(
                id,
                LocalDate.ofInstant(startsAt, zone),
                LocalTime.ofInstant(startsAt, zone),
                LocalTime.ofInstant(endsAt, zone),
                startsAt,
                endsAt);
    }
}
