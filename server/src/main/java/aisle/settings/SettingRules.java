package aisle.settings;

import aisle.kernel.DomainError;
import aisle.kernel.DomainError.FieldError;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What may be set. Everything that is wrong is named at once. */
final class SettingRules {
    private static final BigDecimal RATE_BELOW = BigDecimal.TEN;
    private static final int RATE_DECIMALS = 4;

    private SettingRules() {}

    /** @throws DomainError VALIDATION_ERROR */
    static void check(SettingsChange change, Currency currency, Instant now) {
        List<FieldError> wrong = new ArrayList<>();
        List<SettingsChange.Setting> settings = change.settingsOrNone();
        for (int i = 0; i < settings.size(); i++) {
            check(settings.get(i), "settings[" + i + "].", change.storeId() != null, currency, now, wrong);
        }
        List<SettingsChange.Rate> rates = change.taxRatesOrNone();
        for (int i = 0; i < rates.size(); i++) {
            String field = "tax_rates[" + i + "].";
            BigDecimal rate = rates.get(i).rate();
            if (rate != null
                    && (rate.signum() < 0
                            || rate.compareTo(RATE_BELOW) >= 0
                            || rate.stripTrailingZeros().scale() > RATE_DECIMALS)) {
                wrong.add(new FieldError(field + "rate", "out_of_range", "must be a share such as 0.23"));
            }
            if (change.storeId() != null) {
                wrong.add(new FieldError(field + "country", "conflict", "A tax rate holds for every store."));
            }
        }
        if (!wrong.isEmpty()) {
            throw DomainError.invalid(wrong);
        }
    }

    private static void check(
            SettingsChange.Setting setting,
            String field,
            boolean ofStore,
            Currency currency,
            Instant now,
            List<FieldError> wrong) {
        SettingKey key = SettingKey.of(setting.key()).orElse(null);
        if (key == null) {
            wrong.add(new FieldError(field + "key", "unknown", "There is no such setting."));
            return;
        }
        if (ofStore && !key.isPerStore()) {
            wrong.add(new FieldError(field + "key", "conflict", "This is set for the whole chain."));
        }
        if (setting.validFrom() != null && setting.validFrom().isBefore(now)) {
            wrong.add(new FieldError(field + "valid_from", "out_of_range", "must not be in the past"));
        }
        String problem = setting.value() == null ? null : problem(key, setting.value(), currency);
        if (problem != null) {
            wrong.add(new FieldError(field + "value", "invalid", problem));
        }
    }

    private static @Nullable String problem(SettingKey key, String value, Currency currency) {
        return switch (key.kind()) {
            case AMOUNT -> number(key, value, Math.max(currency.getDefaultFractionDigits(), 0));
            case NUMBER -> number(key, value, 0);
            case NAME ->
                value.length() >= key.minimum() && value.length() <= key.maximum() && value.matches("\\S+")
                        ? null
                        : "must be a name without blanks, of at most " + key.maximum() + " characters";
            case STORE -> isId(value) ? null : "must be the id of a store";
        };
    }

    private static @Nullable String number(SettingKey key, String value, int decimals) {
        String range = "must be a number from " + key.minimum() + " to " + key.maximum() + " with at most " + decimals
                + " decimals";
        if (!value.matches("\\d{1,15}(\\.\\d{1,4})?")) {
            return range;
        }
        BigDecimal number = new BigDecimal(value);
        boolean fits = number.compareTo(BigDecimal.valueOf(key.minimum())) >= 0
                && number.compareTo(BigDecimal.valueOf(key.maximum())) <= 0
                && number.stripTrailingZeros().scale() <= decimals;
        return fits ? null : range;
    }

    private static boolean isId(String value) {
        try {
            return UUID.fromString(value).toString().equalsIgnoreCase(value);
        } catch (IllegalArgumentException notAnId) {
            return false;
        }
    }
}
