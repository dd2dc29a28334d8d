package aisle.inventory.requests;

import aisle.kernel.DomainError;
import aisle.kernel.ProductId;
import aisle.kernel.Quantity;
import aisle.kernel.StoreId;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** What somebody asks for; see {@link StockRequest} for the meanings. */
record NewStockRequest(
        @NotNull StoreId storeId,
        @NotNull ProductId productId,
        @NotNull StockRequest.Type requestType,
        @NotNull Quantity quantity,
        @Nullable @Size(max = 500) String note) {

    /** @throws DomainError VALIDATION_ERROR for an amount that cannot be */
    void mustBePossible() {
        if (!StockRequest.isPossible(requestType, quantity) || quantity.compareTo(Quantity.MAX) > 0) {
            throw DomainError.invalid("quantity", "out_of_range", "must be greater than 0, or 0 to set it to nothing");
        }
    }
}
