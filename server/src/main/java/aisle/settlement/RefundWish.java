package aisle.settlement;

import aisle.kernel.DomainError;
import aisle.kernel.OrderLineId;
import aisle.kernel.Quantity;
import aisle.platform.json.MoneyInput;
import aisle.platform.web.PositiveQuantity;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The wish to give money back: for items, or an amount.
 *
 * @param restock whether the goods go back on the shelf
 */
@Schema(name = "RefundRequest")
public record RefundWish(
        @Nullable @Size(min = 1, max = 200) List<@NotNull @Valid Item> items,
        @Nullable MoneyInput amount,
        @NotBlank @Size(max = 500) String reason,
        @Nullable Boolean restock) {

    /** Some of a line of the order. */
    @Schema(name = "RefundRequestItem")
    public record Item(
            @NotNull OrderLineId itemId,
            @NotNull @PositiveQuantity Quantity quantity) {}

    /** @throws DomainError unless it says one thing */
    void mustMakeSense() {
        if ((items == null) == (amount == null)) {
            throw DomainError.invalid("amount", "ambiguous", "Send either items or amount.");
        }
        if (Boolean.TRUE.equals(restock) && items == null) {
            throw DomainError.invalid("restock", "conflict", "Name the items that go back on the shelf.");
        }
        List<Item> named = Objects.requireNonNullElse(items, List.of());
        if (named.stream().map(Item::itemId).distinct().count() < named.size()) {
            throw DomainError.invalid("items", "duplicate", "Name each item once.");
        }
    }
}
