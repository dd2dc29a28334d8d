package aisle.delivery;

import aisle.kernel.Money;
import aisle.platform.json.MoneyInput;
import aisle.platform.web.NotNegative;
import com.fasterxml.jackson.annotation.JsonFormat;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Currency;
import java.util.List;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What the staff can say of a slot. The members are the same as {@link Slot}'s. */
@Schema(name = "SlotDetails")
public record SlotDetails(
        @NotNull LocalDate date,
        @NotNull @JsonFormat(pattern = "HH:mm") LocalTime start,
        @NotNull @JsonFormat(pattern = "HH:mm") LocalTime end,
        @NotNull @Min(1) @Max(SlotTerms.MOST_ORDERS) Integer capacity,
        @Nullable @Min(1) @Max(SlotTerms.MOST_ITEMS) Integer itemCapacity,

        @Nullable @Min(0) @Max(SlotTerms.LONGEST_CUTOFF_MINUTES)
        Integer cutoffMinutes,

        @Nullable @NotNegative MoneyInput fee,
        @Nullable @Size(max = ZoneDetails.MOST) List<@NotNull @Valid ZoneDetails> zones,
        @Nullable Boolean onlyZones,
        @Nullable Boolean active) {
    static SlotDetails of(Slot slot) {
        return new SlotDetails(
                slot.date(),
                slot.start(),
                slot.end(),
                slot.capacity(),
                slot.itemCapacity(),
                slot.cutoffMinutes(),
                MoneyInput.of(slot.fee()),
                ZoneDetails.of(slot.zones(), slot.fee().currency()),
                slot.onlyZones(),
                slot.active());
    }

    SlotDetails withActive(boolean wanted) {
        return new SlotDetails(date, start, end, capacity, itemCapacity, cutoffMinutes, fee, zones, onlyZones, wanted);
    }

    /** @throws aisle.kernel.DomainError CURRENCY_MISMATCH when a fee is in another currency than the store's */
    SlotTerms terms(Currency currency) {
        return new SlotTerms(
                capacity,
                itemCapacity,
                Objects.requireNonNullElse(cutoffMinutes, SlotTerms.DEFAULT_CUTOFF_MINUTES),
                fee == null ? Money.zero(currency) : SlotTerms.payable("fee", fee, currency),
                ZoneDetails.kept(zones, currency),
                Boolean.TRUE.equals(onlyZones));
    }
}
