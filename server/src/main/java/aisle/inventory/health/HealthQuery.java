package aisle.inventory.health;

import aisle.inventory.HealthLevel;
import aisle.kernel.Quantity;
import aisle.kernel.StoreId;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** Which stock is looked at. */
public class HealthQuery {
    @QueryParam("store_id")
    public @Nullable StoreId store;

    @QueryParam("level")
    @Parameter(description = "Only products of this level.")
    public @Nullable HealthLevel level;

    @QueryParam("min_stock")
    @Parameter(description = "Only products of which at least this much is available.")
    public @Nullable Quantity minStock;

    @QueryParam("max_stock")
    @Parameter(description = "Only products of which at most this much is available.")
    public @Nullable Quantity maxStock;

    HealthFilter filter() {
        return new HealthFilter(store, level, minStock, maxStock);
    }
}
