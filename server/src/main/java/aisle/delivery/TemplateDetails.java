package aisle.delivery;

import aisle.kernel.Money;
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
import java.util.Currency;
import java.util.List;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What the staff can say of a template. The members are the same as {@link SlotTemplate}'s. */
@Schema(name = "SlotTemplateDetails")
public record TemplateDetails(
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
    static TemplateDetails of(SlotTemplate template) {
        SlotTerms terms = template.terms();
        return new TemplateDetails(
                template.weekday(),
                template.start(),
                template.end(),
                terms.capacity(),
                terms.itemCapacity(),
                terms.cutoffMinutes(),
                MoneyInput.of(terms.fee()),
                ZoneDetails.of(terms.zones(), terms.fee().currency()),
                terms.onlyZones(),
                template.validFrom(),
                template.validTo());
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
