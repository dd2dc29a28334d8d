package aisle.inventory;

import aisle.kernel.DomainError;
import aisle.kernel.DomainError.FieldError;
import aisle.kernel.Quantity;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * From how much on stock is scarce, for the whole chain, and how a new delivery is reckoned where the store said nothing.
 * Stock rows take {@code low} from there, under this very name.
 *
 * @param critical up to this much available is CRITICAL
 * @param low up to this much is LOW, and told as such when nobody set a reorder point
 * @param medium up to this much is MEDIUM, above it HIGH
 * @param leadTimeDays how long a delivery takes
 * @param safetyDays how many days' sales should still be there when it comes
 */
@Schema(name = "StockThresholds")
public record StockThresholds(
        @NotNull Quantity critical,
        @NotNull Quantity low,
        @NotNull Quantity medium,
        @NotNull @Min(0) @Max(365) Integer leadTimeDays,
        @NotNull @Min(0) @Max(365) Integer safetyDays) {

    /** @throws DomainError when the levels do not follow each other */
    void mustBeInOrder() {
        List<FieldError> wrong = new ArrayList<>();
        mustBeMore("critical", critical, Quantity.ZERO, wrong);
        mustBeMore("low", low, critical, wrong);
        mustBeMore("medium", medium, low, wrong);
        if (!wrong.isEmpty()) {
            throw DomainError.invalid(wrong);
        }
    }

    private static void mustBeMore(String field, Quantity value, Quantity than, List<FieldError> wrong) {
        if (value.compareTo(than) <= 0 || value.compareTo(Quantity.MAX) > 0) {
            wrong.add(new FieldError(
                    field, "out_of_range", "must be more than " + than + " and at most " + Quantity.MAX));
        }
    }
}
