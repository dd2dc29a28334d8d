package aisle.settings;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Everything that an administrator can set while the shop runs. What nobody has set has its default. */
public enum SettingKey {
    MINIMUM_ORDER(
            SettingKind.AMOUNT, true, "0", 0, 1_000_000, "What the goods of a delivery or pickup must at least cost."),
    DELIVERY_FEE(SettingKind.AMOUNT, true, "0", 0, 1_000_000, "What a delivery costs, besides the fee of its slot."),
    FREE_DELIVERY_FROM(
            SettingKind.AMOUNT,
            true,
            null,
            0,
            1_000_000,
            "From which cost of the goods on the store's delivery fee is waived; never when it is not set."),
    DELIVERY_TAX_CLASS(SettingKind.NAME, true, "STANDARD", 1, 50, "By which tax class delivery fees are taxed."),
    PAYMENT_MINUTES(
            SettingKind.NUMBER,
            false,
            "30",
            1,
            1_440,
            "For how long goods and slot are kept while a customer pays with a provider."),
    DELIVERY_SOURCE_STORE_ID(
            SettingKind.STORE, false, null, 0, 0, "The store that sells when neither request nor cart names one.");

    private final SettingKind kind;
    private final boolean perStore;
    private final @Nullable String ordinary;
    private final long minimum;
    private final long maximum;
    private final String description;

    SettingKey(
            SettingKind kind,
            boolean perStore,
            @Nullable String ordinary,
            long minimum,
            long maximum,
            String description) {
        this.kind = kind;
        this.perStore = perStore;
        this.ordinary = ordinary;
        this.minimum = minimum;
        this.maximum = maximum;
        this.description = description;
    }

    /** The name under which clients and the database know it. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<SettingKey> of(String key) {
        return Stream.of(values()).filter(known -> known.key().equals(key)).findFirst();
    }

    public SettingKind kind() {
        return kind;
    }

    /** Whether a store may differ from the chain. */
    public boolean isPerStore() {
        return perStore;
    }

    /** What holds where nobody has set it; null for nothing. */
    public @Nullable String ordinary() {
        return ordinary;
    }

    /** The least that an amount or a number may be, or the fewest characters of a name. */
    public long minimum() {
        return minimum;
    }

    /** The most that an amount or a number may be, or the most characters of a name. */
    public long maximum() {
        return maximum;
    }

    public String description() {
        return description;
    }
}
