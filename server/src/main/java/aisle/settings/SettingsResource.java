package aisle.settings;

import aisle.kernel.Role;
import aisle.kernel.StoreId;
import aisle.kernel.UserId;
import aisle.platform.db.Database;
import aisle.platform.web.Answer;
import aisle.platform.web.Caller;
import aisle.platform.web.Data;
import aisle.platform.web.Listing;
import aisle.platform.web.Paging;
import aisle.platform.web.Preconditions;
import aisle.platform.web.Versioned;
import aisle.platform.web.Writes;
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
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** HTTP of what administrators decide while the shop runs. */
@Path("/api/v1/admin/settings")
@Tag(name = "Settings")
public class SettingsResource {
    private final ShopSettings settings;
    private final Database database;
    private final Writes writes;
    private final Caller caller;

    SettingsResource(ShopSettings settings, Database database, Writes writes, Caller caller) {
        this.settings = settings;
        this.database = database;
        this.writes = writes;
        this.caller = caller;
    }

    /** Everything that can be set. */
    @Schema(name = "Settings")
    public record SettingsView(
            @Nullable StoreId storeId, List<SettingView> settings, List<TaxRateView> taxRates, long version)
            implements Versioned {
        /** A value begins to hold, and the version stays. */
        @Override
        public boolean showsOthers() {
            return true;
        }

        static SettingsView of(@Nullable StoreId store, ShopSettings.Overview overview) {
            return new SettingsView(
                    store,
                    Stream.of(SettingKey.values())
                            .map(key -> SettingView.of(
                                    key,
                                    overview.entries().stream()
                                            .filter(entry -> entry.key().equals(key.key()))
                                            .toList()))
                            .toList(),
                    overview.taxRates().stream().map(TaxRateView::of).toList(),
                    overview.version());
        }
    }

    /** One of them. */
    @Schema(name = "Setting")
    public record SettingView(
            String key,
            SettingKind type,
            boolean perStore,
            String description,
            @Nullable String defaultValue,
            @Nullable Long minimum,
            @Nullable Long maximum,
            List<EntryView> entries) {
        static SettingView of(SettingKey key, List<SettingEntry> entries) {
            boolean limited = key.kind() != SettingKind.STORE;
            return new SettingView(
                    key.key(),
                    key.kind(),
                    key.isPerStore(),
                    key.description(),
                    key.ordinary(),
                    limited ? key.minimum() : null,
                    limited ? key.maximum() : null,
                    entries.stream().map(EntryView::of).toList());
        }
    }

    /** What somebody decided about it. */
    @Schema(name = "SettingEntry")
    public record EntryView(
            UUID id,
            String key,
            @Nullable StoreId storeId,
            @Nullable String value,
            @Nullable String currency,
            Instant validFrom,
            Instant updatedAt,
            @Nullable UserId updatedBy) {
        static EntryView of(SettingEntry entry) {
            return new EntryView(
                    entry.id(),
                    entry.key(),
                    entry.storeId(),
                    entry.value(),
                    entry.currency(),
                    entry.validFrom(),
                    entry.updatedAt(),
                    entry.updatedBy());
        }
    }

    /** A rate and from which day on it holds. */
    @Schema(name = "TaxRate")
    public record TaxRateView(
            String country,
            String taxClass,
            LocalDate validFrom,
            BigDecimal rate,
            @Nullable Instant updatedAt,
            @Nullable UserId updatedBy) {
        static TaxRateView of(TaxRate rate) {
            return new TaxRateView(
                    rate.country(), rate.taxClass(), rate.validFrom(), rate.rate(), rate.updatedAt(), rate.updatedBy());
        }
    }

    @GET
    @RolesAllowed(Role.Names.ADMIN)
    @Operation(operationId = "getSettings", summary = "See what can be set, what holds now and what will")
    public Data<SettingsView> get(@QueryParam("store_id") @Nullable StoreId store) {
        return new Data<>(database.read(handle -> SettingsView.of(store, settings.overview(handle, store))));
    }

    @PUT
    @RolesAllowed(Role.Names.ADMIN)
    @Operation(operationId = "putSettings", summary = "Set some settings, of the chain or of one store")
    public RestResponse<Data<SettingsView>> put(
            @BeanParam Preconditions preconditions, @NotNull @Valid SettingsChange change) {
        return writes.perform(
                change,
                tx -> Answer.ok(SettingsView.of(
                        change.storeId(), settings.change(tx, caller.actor(), preconditions.expected(), change))));
    }

    @GET
    @Path("/history")
    @RolesAllowed(Role.Names.ADMIN)
    @Operation(operationId = "listSettingHistory", summary = "See who set what and when, newest first")
    public Listing<EntryView> history(@Valid @BeanParam Paging paging) {
        return paging.listing(database.read(handle -> settings.history(handle, paging.request())), EntryView::of);
    }
}
