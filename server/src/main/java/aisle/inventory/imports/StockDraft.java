package aisle.inventory.imports;

import aisle.inventory.SettingsChange;
import aisle.inventory.StockAdjustment;
import aisle.inventory.StockReason;
import aisle.inventory.StockSettings;
import aisle.kernel.DomainError;
import aisle.kernel.DomainError.FieldError;
import aisle.kernel.Quantity;
import aisle.platform.csv.Decimals;
import aisle.platform.csv.Spreadsheets;
import aisle.platform.web.FieldErrors;
import jakarta.validation.Validator;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A row about stock while it is being read. Every cell that is wrong is told. */
final class StockDraft {
    private static final String NO_QUANTITY = "must be a quantity with at most 3 decimals, such as 1.250";
    private static final int LONGEST_REFERENCE = 100;
    private static final StockSettings NOTHING = new StockSettings(null, null, null, null);

    private final Map<StockColumn, String> texts;
    private final Problems problems;
    private boolean good = true;

    /** Is told what is wrong with a cell. */
    @FunctionalInterface
    interface Problems {
        void tell(StockColumn column, String reason, @Nullable String value);
    }

    StockDraft(Map<StockColumn, String> texts, Problems problems) {
        this.texts = texts;
        this.problems = problems;
    }

    /** The row, or null when a cell is wrong. */
    @Nullable
    StockRow row(long number, Validator validator) {
        texts.forEach((column, text) -> {
            if (text.indexOf(0) >= 0) {
                bad(column, "must not hold a zero character");
            }
        });
        String sku = text(StockColumn.SKU);
        if (sku == null) {
            bad(StockColumn.SKU, "must not be blank");
        } else if (Spreadsheets.isSurelyRounded(sku)) {
            bad(StockColumn.SKU, Spreadsheets.SHORTENED);
        }
        StockAdjustment adjustment = adjustment();
        SettingsChange settings = settings(validator);
        String id = text(StockColumn.STORE_ID);
        return good && sku != null
                ? new StockRow(
                        number,
                        sku,
                        id == null ? text(StockColumn.STORE) : id,
                        adjustment,
                        settings,
                        text(StockColumn.REFERENCE))
                : null;
    }

    private StockAdjustment adjustment() {
        Quantity onHand = quantity(StockColumn.ON_HAND);
        Quantity delta = quantity(StockColumn.DELTA);
        Quantity expected = quantity(StockColumn.EXPECTED_ON_HAND);
        StockReason reason = reason();
        String reference = text(StockColumn.REFERENCE);
        if (delta != null && reference == null) {
            bad(StockColumn.REFERENCE, "must not be blank: by it the same change is known when it comes again");
        }
        if (reference != null && reference.length() > LONGEST_REFERENCE) {
            bad(StockColumn.REFERENCE, "size must be between 0 and " + LONGEST_REFERENCE);
        }
        if (onHand == null && delta == null && expected != null) {
            bad(StockColumn.EXPECTED_ON_HAND, "goes with on_hand or delta");
        }
        boolean isCount = onHand != null && reason == null && text(StockColumn.REASON) == null;
        return checked(
                () -> new StockAdjustment(delta, onHand, isCount ? StockReason.COUNT : reason, expected, false),
                StockAdjustment.NONE);
    }

    private SettingsChange settings(Validator validator) {
        Map<String, @Nullable String> members = new HashMap<>();
        for (StockColumn column : StockColumn.SETTINGS) {
            if (texts.containsKey(column)) {
                members.put(column.text(), setting(column));
            }
        }
        SettingsChange change = new SettingsChange(members);
        StockSettings settings = checked(() -> change.apply(NOTHING), NOTHING);
        FieldErrors.of(validator.validate(settings)).forEach(this::bad);
        return change;
    }

    /** As {@link SettingsChange} keeps it. */
    private @Nullable String setting(StockColumn column) {
        String text = text(column);
        if (text == null || column == StockColumn.BIN_LOCATION) {
            return text;
        }
        Quantity quantity = quantity(column);
        if (column == StockColumn.LEAD_TIME_DAYS && quantity != null && !text.matches("\\d{1,3}")) {
            bad(column, "must be a whole number of days, at most 365");
            return null;
        }
        return quantity == null ? null : quantity.toString();
    }

    private <T> T checked(Supplier<T> value, T otherwise) {
        try {
            return value.get();
        } catch (DomainError refusal) {
            fields(refusal).forEach(this::bad);
            return otherwise;
        }
    }

    /** What a refusal finds wrong. */
    static List<FieldError> fields(DomainError refusal) {
        return refusal.details().get("fields") instanceof List<?> fields
                ? fields.stream().map(FieldError.class::cast).toList()
                : List.of();
    }

    private @Nullable Quantity quantity(StockColumn column) {
        String text = text(column);
        if (text == null) {
            return null;
        }
        Decimals.Reading reading = Decimals.read(text, Quantity.SCALE, NO_QUANTITY);
        BigDecimal number = reading.number();
        if (number == null) {
            bad(column, String.valueOf(reading.problem()));
            return null;
        }
        if (number.abs().compareTo(Quantity.MAX.value()) > 0) {
            bad(column, "must be at most " + Quantity.MAX);
            return null;
        }
        return new Quantity(number);
    }

    private @Nullable StockReason reason() {
        String text = text(StockColumn.REASON);
        if (text == null) {
            return null;
        }
        for (StockReason reason : StockReason.values()) {
            if (reason.name().equals(text.toUpperCase(Locale.ROOT))) {
                return reason;
            }
        }
        bad(
                StockColumn.REASON,
                "must be one of "
                        + Stream.of(StockReason.values()).map(Enum::name).collect(Collectors.joining(", ")));
        return null;
    }

    private @Nullable String text(StockColumn column) {
        String text = texts.get(column);
        return text == null || text.isEmpty() ? null : text;
    }

    private void bad(FieldError problem) {
        bad(StockColumn.of(problem.field()), problem.message());
    }

    private void bad(StockColumn column, String reason) {
        good = false;
        problems.tell(column, reason, texts.getOrDefault(column, ""));
    }
}
