package aisle.delivery;

import aisle.platform.json.MoneyInput;
import aisle.platform.web.NotNegative;
import aisle.stores.Postcodes;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Currency;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Postcodes in which a slot costs another fee, as the staff say it. */
@Schema(name = "SlotZone")
record ZoneDetails(
        @NotEmpty @Size(max = MOST_POSTCODES)
        List<@NotNull @Pattern(regexp = Postcodes.FORM, message = Postcodes.MESSAGE) String> postcodes,

        @NotNull @NotNegative MoneyInput fee) {
    /** Zones of a slot. */
    static final int MOST = 50;

    /** Postcodes of a zone. */
    private static final int MOST_POSTCODES = 500;

    static List<ZoneDetails> of(List<SlotZone> zones, Currency currency) {
        return zones.stream()
                .map(zone -> new ZoneDetails(zone.postcodes(), new MoneyInput(zone.fee(), currency.getCurrencyCode())))
                .toList();
    }

    /** As they are kept. */
    static List<SlotZone> kept(@Nullable List<ZoneDetails> zones, Currency currency) {
        return zones == null
                ? List.of()
                : zones.stream()
                        .map(zone -> new SlotZone(
                                Postcodes.kept(zone.postcodes()),
                                SlotTerms.payable("zones.fee", zone.fee(), currency)
                                        .amount()))
                        .toList();
    }
}
