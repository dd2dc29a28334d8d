package aisle.inventory;

import aisle.kernel.DomainError;
import aisle.kernel.DomainError.FieldError;
import aisle.kernel.Quantity;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a store decides about a product's stock; see {@link StockLevel} for the meanings. */
public record StockSettings(
        @Nullable @Size(max = 50) String binLocation,
        @Nullable Quantity reorderPoint,
        @Nullable Quantity reorderQuantity,
        @Nullable @Min(0) @Max(365) Integer leadTimeDays) {
    public StockSettings {
        List<FieldError> negative = new ArrayList<>();
        check("reorder_point", reorderPoint, negative);
        check("reorder_quantity", reorderQuantity, negative);
        if (!negative.isEmpty()) {
            throw DomainError.invalid(negative);
        }
    }

    private static void check(String field, @Nullable Quantity value, List<FieldError> negative) {
        if (value != null && value.compareTo(Quantity.ZERO) < 0) {
            negative.add(new FieldError(field, "out_of_range", "must not be negative"));
        }
    }
}
