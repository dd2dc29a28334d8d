package aisle.delivery;

import aisle.kernel.StoreId;
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
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A slot to be made by hand: {@link SlotDetails}, of a store and of a type, which never change. */
@Schema(name = "NewSlot")
public record NewSlot(
        @NotNull StoreId storeId,
        @NotNull SlotType type,
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
    SlotDetails details() {
        return new SlotDetails(date, start, end, capacity, itemCapacity, cutoffMinutes, fee, zones, onlyZones, active);
    }
}
