package aisle.inventory.health;

import static org.junit.jupiter.api.Assertions.assertEquals;

import aisle.inventory.StockThresholds;
import aisle.kernel.Money;
import aisle.kernel.ProductId;
import aisle.kernel.Quantity;
import aisle.kernel.StoreId;
import aisle.kernel.Unit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReorderTest {
    private static final StockThresholds THRESHOLDS =
            new StockThresholds(Quantity.of(5), Quantity.of(10), Quantity.of(50), 7, 3);

    @Test
    void aProposalNeverAsksForLessThanOnePiece() {
        Stocked stocked = stocked("5", "0", "5", null);
        assertEquals("1", String.valueOf(Reorder.of(stocked, THRESHOLDS).proposedQuantity()));
        assertEquals(
                "24",
                String.valueOf(
                        Reorder.of(stocked("5", "0", "5", "24"), THRESHOLDS).proposedQuantity()));
        assertEquals(
                "null",
                String.valueOf(
                        Reorder.of(stocked("6", "0", "5", null), THRESHOLDS).proposedQuantity()));
    }

    private static Stocked stocked(String available, String sold, String point, @Nullable String pack) {
        return new Stocked(
                new StoreId(UUID.randomUUID()),
                new ProductId(UUID.randomUUID()),
                "SKU",
                "Name",
                Unit.EACH,
                Quantity.of(available),
                Quantity.of(available),
                Money.of("1", "USD"),
                Quantity.of(sold),
                Quantity.of(point),
                pack == null ? null : Quantity.of(pack),
                null);
    }
}
