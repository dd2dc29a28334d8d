package aisle.inventory.health;

import aisle.inventory.HealthLevel;
import aisle.inventory.StockThresholds;
import aisle.inventory.Thresholds;
import aisle.kernel.Money;
import aisle.kernel.ProductId;
import aisle.kernel.Quantity;
import aisle.kernel.Role;
import aisle.kernel.StoreId;
import aisle.kernel.Unit;
import aisle.platform.db.Database;
import aisle.platform.web.Answer;
import aisle.platform.web.Caller;
import aisle.platform.web.Data;
import aisle.platform.web.Listing;
import aisle.platform.web.Paging;
import aisle.platform.web.Preconditions;
import aisle.platform.web.Versioned;
import aisle.platform.web.Writes;
import aisle.settings.Settings.Stored;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** HTTP of how well stores are stocked. */
@Path("/api/v1/inventory")
@Tag(name = "Inventory")
public class HealthResource {
    private final StockHealth health;
    private final Thresholds thresholds;
    private final Database database;
    private final Writes writes;
    private final Caller caller;

    HealthResource(StockHealth health, Thresholds thresholds, Database database, Writes writes, Caller caller) {
        this.health = health;
        this.thresholds = thresholds;
        this.database = database;
        this.writes = writes;
        this.caller = caller;
    }

    /** The whole answer: the figures, and a page of products with what says which page it is. */
    @Schema(name = "StockHealthReport")
    public record HealthAnswer(HealthView data, Listing.Meta meta) {}

    /** How well some stores are stocked. */
    @Schema(name = "StockHealth")
    public record HealthView(
            SummaryView summary,
            List<LevelView> distribution,
            List<AlertView> alerts,
            List<Money> stockValue,
            StockThresholds thresholds,
            List<StockedView> products) {
        static HealthView of(StockHealth.Report report, List<StockedView> products) {
            HealthSummary summary = report.summary();
            return new HealthView(
                    SummaryView.of(summary),
                    Stream.of(HealthLevel.values())
                            .map(level -> new LevelView(level, summary.of(level), summary.share(summary.of(level))))
                            .toList(),
                    Stream.of(HealthLevel.OUT_OF_STOCK, HealthLevel.CRITICAL, HealthLevel.LOW)
                            .filter(level -> summary.of(level) > 0)
                            .map(level -> AlertView.of(level, summary.of(level)))
                            .toList(),
                    summary.value(),
                    report.thresholds(),
                    products);
        }
    }

    /** Products, counted once per store. */
    @Schema(name = "StockHealthSummary")
    public record SummaryView(
            long totalProducts,
            long productsWithStock,
            long productsLowStock,
            long productsOutOfStock,
            @Nullable BigDecimal stockHealthPercentage) {
        static SummaryView of(HealthSummary summary) {
            return new SummaryView(
                    summary.total(),
                    summary.withStock(),
                    summary.of(HealthLevel.CRITICAL) + summary.of(HealthLevel.LOW),
                    summary.of(HealthLevel.OUT_OF_STOCK),
                    summary.share(summary.withStock()));
        }
    }

    /** How many products are of one level. */
    @Schema(name = "StockHealthLevel")
    public record LevelView(
            HealthLevel level, long products, @Nullable BigDecimal percentage) {}

    /** What wants somebody's attention. */
    @Schema(name = "StockHealthAlert")
    public record AlertView(HealthLevel level, long products, String message) {
        static AlertView of(HealthLevel level, long products) {
            String which = products == 1 ? "1 product is" : products + " products are";
            return new AlertView(
                    level,
                    products,
                    switch (level) {
                        case OUT_OF_STOCK -> which + " out of stock and cannot be sold.";
                        case CRITICAL -> which + " nearly out of stock.";
                        case LOW, MEDIUM, HIGH -> which + " low on stock.";
                    });
        }
    }

    /** A product in a store. */
    @Schema(name = "StockHealthProduct")
    public record StockedView(
            StoreId storeId,
            ProductId productId,
            String sku,
            String name,
            Unit unit,
            Quantity onHand,
            Quantity available,
            HealthLevel level,
            Money stockValue,
            Reorder reorder) {
        static StockedView of(Stocked stocked, StockThresholds thresholds) {
            return new StockedView(
                    stocked.store(),
                    stocked.product(),
                    stocked.sku(),
                    stocked.name(),
                    stocked.unit(),
                    stocked.onHand(),
                    stocked.available(),
                    HealthLevel.of(stocked.available(), thresholds),
                    stocked.value(),
                    Reorder.of(stocked, thresholds));
        }
    }

    /** The thresholds and since when they hold. */
    @Schema(name = "StockThresholdSetting")
    public record ThresholdsView(
            Quantity critical,
            Quantity low,
            Quantity medium,
            int leadTimeDays,
            int safetyDays,
            long version,
            Instant updatedAt)
            implements Versioned {
        static ThresholdsView of(Stored<StockThresholds> stored) {
            StockThresholds value = stored.value();
            return new ThresholdsView(
                    value.critical(),
                    value.low(),
                    value.medium(),
                    value.leadTimeDays(),
                    value.safetyDays(),
                    stored.version(),
                    stored.updatedAt());
        }
    }

    @GET
    @Path("/health")
    @RolesAllowed({Role.Names.MANAGER, Role.Names.ADMIN})
    @Operation(operationId = "getStockHealth", summary = "See how well your stores are stocked")
    public HealthAnswer health(@Valid @BeanParam HealthQuery query, @Valid @BeanParam Paging paging) {
        StockHealth.Report report = health.report(caller.actor(), query.filter(), paging.request());
        Listing<StockedView> products =
                paging.listing(report.products(), stocked -> StockedView.of(stocked, report.thresholds()));
        return new HealthAnswer(HealthView.of(report, products.data()), products.meta());
    }

    @GET
    @Path("/reorder-proposals")
    @RolesAllowed({Role.Names.MANAGER, Role.Names.ADMIN})
    @Operation(
            operationId = "listReorderProposals",
            summary = "List what a store should order anew, and how much of it")
    public Listing<StockedView> proposals(
            @QueryParam("store_id") @NotNull StoreId storeId, @Valid @BeanParam Paging paging) {
        StockHealth.Proposals proposals = health.proposals(caller.actor(), storeId, paging.request());
        return paging.listing(proposals.products(), stocked -> StockedView.of(stocked, proposals.thresholds()));
    }

    @GET
    @Path("/thresholds")
    @RolesAllowed({Role.Names.MANAGER, Role.Names.ADMIN})
    @Operation(operationId = "getStockThresholds", summary = "Get from how much on stock is scarce")
    public Data<ThresholdsView> thresholds() {
        return new Data<>(ThresholdsView.of(database.read(thresholds::stored)));
    }

    @PUT
    @Path("/thresholds")
    @RolesAllowed(Role.Names.ADMIN)
    @Operation(operationId = "putStockThresholds", summary = "Say from how much on stock is scarce")
    public RestResponse<Data<ThresholdsView>> putThresholds(
            @BeanParam Preconditions preconditions, @NotNull @Valid StockThresholds wanted) {
        return writes.perform(
                wanted,
                tx -> Answer.ok(
                        ThresholdsView.of(thresholds.replace(tx, caller.actor(), preconditions.expected(), wanted))));
    }
}
