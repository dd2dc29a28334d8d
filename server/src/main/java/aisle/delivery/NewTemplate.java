package aisle.delivery;

import aisle.kernel.StoreId;
import aisle.platform.json.MoneyInput;
import aisle.platform.web.NotNegative;
import aisle.stores.Weekday;
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

/** A template to be made: {@link TemplateDetails}, of a store and of a type, which never change. */
@Schema(name = "NewSlotTemplate")
public record NewTemplate(
        @NotNull StoreId storeId,
        @NotNull SlotType type,
        @NotNull Weekday weekday,
        @NotNull @JsonFormat(pattern = "HH:mm") LocalTime start,
        @NotNull @JsonFormat(pattern = "HH:mm") LocalTime end,
        @NotNull @Min(1) @Max(SlotTerms.MOST_ORDERS) Integer capacity,
        @Nullable @Min(1) @Max(SlotTerms.MOST_ITEMS) Integer itemCapacity,

        @Nullable @Min(0) @Max(SlotTerms.LONGEST_CUTOFF_MINUTES)
        Integer cutoffMinutes,

        @Nullable @NotNegative MoneyInput fee,
        @Nullable @Size(max = ZoneDetails.MOST) List<@NotNull @Valid ZoneDetails> zones,
        @Nullable Boolean onlyZones,
        @Nullable LocalDate validFrom,
        @Nullable LocalDate validTo) {
    TemplateDetails details() {
        return new TemplateDetails(
                weekday, start, end, capacity, itemCapacity, cutoffMinutes, fee, zones, onlyZones, validFrom, validTo);
    }
}
