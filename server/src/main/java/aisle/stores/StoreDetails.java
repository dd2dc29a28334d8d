package aisle.stores;

import aisle.kernel.NameRules;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What can be said of a store. Only the name is needed: the rest is the chain's default. The members are the same as
 * {@link Store}'s.
 */
@Schema(name = "StoreDetails")
public record StoreDetails(
        @NotBlank @Size(max = 100) @Pattern(regexp = NameRules.FORM, message = NameRules.MESSAGE)
        String name,

        @Nullable @Valid StoreAddress address,
        @Nullable ZoneId timezone,
        @Nullable Currency currency,
        @Nullable Boolean delivers,
        @Nullable Boolean pricesIncludeTax,
        @Nullable Map<Weekday, @NotNull @Size(max = OpeningWeek.MOST) List<@NotNull @Valid OpeningHours>> openingHours,

        @Nullable @Size(max = Postcodes.MOST)
        List<@NotNull @Pattern(regexp = Postcodes.FORM, message = Postcodes.MESSAGE) String> postcodes,

        @Nullable Boolean active) {

    static StoreDetails of(Store store) {
        return new StoreDetails(
                store.name(),
                store.address(),
                store.timezone(),
                store.currency(),
                store.delivers(),
                store.pricesIncludeTax(),
                store.openingHours(),
                store.postcodes(),
                store.active());
    }

    StoreDetails withActive(boolean wanted) {
        return new StoreDetails(
                name, address, timezone, currency, delivers, pricesIncludeTax, openingHours, postcodes, wanted);
    }
}
