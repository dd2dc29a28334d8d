package aisle.inventory;

import aisle.kernel.ProductId;
import aisle.kernel.Quantity;
import aisle.kernel.Role;
import aisle.kernel.StoreId;
import aisle.platform.web.Answer;
import aisle.platform.web.Caller;
import aisle.platform.web.Data;
import aisle.platform.web.MergePatch;
import aisle.platform.web.Preconditions;
import aisle.platform.web.Versioned;
import aisle.platform.web.Writes;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** HTTP of stock. */
@Path("/api/v1/inventory")
@Tag(name = "Inventory")
public class InventoryResource {
    private static final Set<String> ADJUSTMENT_MEMBERS =
            Set.of("delta", "on_hand", "reason", "expected_on_hand", "release_reservations");

    private final Inventory inventory;
    private final Writes writes;
    private final Caller caller;
    private final MergePatch mergePatch;

    InventoryResource(Inventory inventory, Writes writes, Caller caller, MergePatch mergePatch) {
        this.inventory = inventory;
        this.writes = writes;
        this.caller = caller;
        this.mergePatch = mergePatch;
    }

    /** Stock as the back office sees it. */
    @Schema(name = "StockLevel")
    public record StockView(
            StoreId storeId,
            ProductId productId,
            String sku,
            String name,
            String unit,
            Quantity onHand,
            @Nullable Quantity reserved,
            @Nullable Quantity available,
            @Nullable Quantity reorderPoint,
            @Nullable Quantity reorderQuantity,
            @Nullable Integer leadTimeDays,
            @Nullable String binLocation,
            long version,
            Instant updatedAt)
            implements Versioned {
        /** Orders reserve stock without it, and the product has a name of its own. */
        @Override
        public boolean showsOthers() {
            return true;
        }

        static StockView of(StockLevel level) {
            return new StockView(
                    level.storeId(),
                    level.productId(),
                    level.sku(),
                    level.name(),
                    level.unit(),
                    level.onHand(),
                    level.reserved(),
                    level.available(),
                    level.reorderPoint(),
                    level.reorderQuantity(),
                    level.leadTimeDays(),
                    level.binLocation(),
                    level.version(),
                    level.updatedAt());
        }

        /** What was promised then nobody knows any more. */
        static StockView of(StockThen then) {
            StockLevel level = then.now();
            return new StockView(
                    level.storeId(),
                    level.productId(),
                    level.sku(),
                    level.name(),
                    level.unit(),
                    then.onHand(),
                    null,
                    null,
                    level.reorderPoint(),
                    level.reorderQuantity(),
                    level.leadTimeDays(),
                    level.binLocation(),
                    level.version(),
                    level.updatedAt());
        }
    }

    /** What can be changed; documentation of the patch. */
    @Schema(name = "StockChange")
    public record StockChange(
            @Nullable Quantity delta,
            @Nullable Quantity onHand,
            @Nullable StockReason reason,
            @Nullable Quantity expectedOnHand,
            @Nullable Boolean releaseReservations,
            @Nullable String binLocation,
            @Nullable Quantity reorderPoint,
            @Nullable Quantity reorderQuantity,
            @Nullable Integer leadTimeDays) {}

    @GET
    @Path("/verify")
    @RolesAllowed(Role.Names.ADMIN)
    @Operation(
            operationId = "verifyStock",
            summary = "Prove that stock equals its ledger and reserved equals the open reservations")
    public Data<Verification> verify() {
        return new Data<>(inventory.verify());
    }

    @PATCH
    @Path("/{store_id}/{product_id}")
    @RolesAllowed({Role.Names.EMPLOYEE, Role.Names.MANAGER, Role.Names.ADMIN})
    @Operation(
            operationId = "changeStock",
            summary = "Change how much is on hand, by a difference or a count, or where it lies and when to reorder")
    @RequestBody(
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = StockChange.class)))
    @APIResponse(
            responseCode = "200",
            description = "Changed",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = StockData.class)))
    @APIResponse(
            responseCode = "202",
            description = "Too much for one person: it waits until a second one agrees",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = AdjustmentsResource.AdjustmentData.class)))
    public RestResponse<?> change(
            @PathParam("store_id") StoreId store,
            @PathParam("product_id") ProductId product,
            @BeanParam Preconditions preconditions,
            @NotNull ObjectNode patch) {
        caller.actor().mustWorkIn(store);
        ObjectNode settings = patch.deepCopy();
        ObjectNode adjustment = settings.objectNode();
        for (String member : ADJUSTMENT_MEMBERS) {
            if (patch.has(member)) {
                adjustment.set(member, settings.remove(member));
            }
        }
        StockWish wish = new StockWish(
                store,
                product,
                preconditions.expected(),
                mergePatch.apply(StockAdjustment.NONE, adjustment),
                current -> mergePatch.apply(current, settings),
                false,
                null);
        return writes.perform(patch, tx -> answer(inventory.change(tx, caller.actor(), wish)));
    }

    private static Answer<Object> answer(ChangeOutcome change) {
        return switch (change) {
            case ChangeOutcome.Changed(StockLevel level) -> Answer.ok(StockView.of(level));
            case ChangeOutcome.Waits(PendingAdjustment waiting) ->
                Answer.accepted(
                        "/api/v1/inventory/adjustments/" + waiting.id(),
                        AdjustmentsResource.AdjustmentView.of(waiting));
        };
    }

    /** For the API's description only. */
    @Schema(name = "DataStockLevel")
    public record StockData(StockView data) {}
}
