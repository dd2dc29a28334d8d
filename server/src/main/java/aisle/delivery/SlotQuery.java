package aisle.delivery;

import aisle.kernel.StoreId;
import aisle.platform.config.AisleConfig;
import aisle.platform.db.Database;
import aisle.platform.web.Moments;
import aisle.stores.Store;
import aisle.stores.Stores;
import jakarta.inject.Inject;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.QueryParam;
import java.time.ZoneId;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** The query parameters by which slots are chosen. */
public class SlotQuery {
    static final int LONGEST_POSTCODE = 20;

    @QueryParam("store_id")
    @Parameter(description = "Of which store; without it, of the one that delivers for the chain.")
    public @Nullable StoreId store;

    @QueryParam("type")
    @Parameter(description = "Only slots in which orders are brought, or fetched.")
    public @Nullable SlotType type;

    @QueryParam("postcode")
    @Size(max = LONGEST_POSTCODE)
    @Parameter(description = "Where the goods would go: fee and served are meant for it.")
    public @Nullable String postcode;

    @QueryParam("from")
    @Parameter(
            description =
                    "Beginning then or later; of a date its midnight where the store is. Without it, from now on.")
    public @Nullable String from;

    @QueryParam("to")
    @Parameter(description = "Beginning before this time or date. Without it, a week after from.")
    public @Nullable String to;

    @Inject
    Stores stores;

    @Inject
    Database database;

    @Inject
    AisleConfig config;

    /** @throws aisle.kernel.DomainError when a time cannot be read */
    SlotCalendar.Wanted wanted() {
        return new SlotCalendar.Wanted(
                store, Moments.read("from", from, this::zone), Moments.read("to", to, this::zone), type, postcode);
    }

    private ZoneId zone() {
        StoreId wanted = store;
        Store found = wanted == null ? null : database.read(handle -> stores.find(handle, wanted));
        return found == null ? config.chain().timezone() : found.timezone();
    }
}
