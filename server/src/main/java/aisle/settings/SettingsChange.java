package aisle.settings;

import aisle.kernel.StoreId;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What an administrator decides, of the chain or of one store. What is not named stays as it is.
 *
 * @param storeId null for the chain
 */
@Schema(name = "SettingsChange")
public record SettingsChange(
        @Nullable StoreId storeId,
        @Nullable @Size(max = 50) List<@NotNull @Valid Setting> settings,
        @Nullable @Size(max = 200) List<@NotNull @Valid Rate> taxRates) {

    /**
     * A setting.
     *
     * @param value null: from then on what is inherited counts again
     * @param validFrom null for at once
     */
    @Schema(name = "SettingsChangeSetting")
    public record Setting(
            @NotBlank @Size(max = 50) String key,
            @Nullable @Size(max = 100) String value,
            @Nullable Instant validFrom) {}

    /**
     * A tax rate.
     *
     * @param rate null takes the rate of this day away
     */
    @Schema(name = "SettingsChangeTaxRate")
    public record Rate(
            @NotNull @Pattern(regexp = "[A-Z]{2}", message = "must be an ISO 3166-1 alpha-2 code such as US")
            String country,

            @NotBlank @Size(max = 50) String taxClass,
            @NotNull LocalDate validFrom,
            @Nullable BigDecimal rate) {}

    List<Setting> settingsOrNone() {
        return settings == null ? List.of() : settings;
    }

    List<Rate> taxRatesOrNone() {
        return taxRates == null ? List.of() : taxRates;
    }
}
