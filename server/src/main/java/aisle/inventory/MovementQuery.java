package aisle.inventory;

import aisle.kernel.ProductId;
import aisle.kernel.StoreId;
import aisle.platform.config.AisleConfig;
import aisle.platform.db.Database;
import aisle.platform.web.Moments;
import aisle.stores.Store;
import aisle.stores.Stores;
import jakarta.inject.Inject;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.QueryParam;
import java.time.ZoneId;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** The query parameters by which the ledger is filtered. */
public class MovementQuery {
    @QueryParam("store_id")
    public @Nullable StoreId store;

    @QueryParam("product_id")
    public @Nullable ProductId product;

    @QueryParam("reason")
    @Pattern(regexp = "[A-Z_]{1,40}", message = "must be a reason such as COUNT")
    @Parameter(description = "Why, such as COUNT or DAMAGE.")
    public @Nullable String reason;

    @QueryParam("actor_id")
    @Parameter(description = "Who did it.")
    public @Nullable UUID actor;

    @QueryParam("reference")
    @Size(max = 200)
    @Parameter(description = "What caused it; the whole reference.")
    public @Nullable String reference;

    @QueryParam("from")
    @Parameter(
            description = "At or after this time; of a date its midnight where the store is, else where the chain is.")
    public @Nullable String from;

    @QueryParam("to")
    @Parameter(description = "Before this time or date.")
    public @Nullable String to;

    @Inject
    Stores stores;

    @Inject
    Database database;

    @Inject
    AisleConfig config;

    /** @throws aisle.kernel.DomainError when a time cannot be read */
    public MovementFilter filter() {
        return new MovementFilter(
                store,
                product,
                reason,
                actor,
                reference,
                Moments.read("from", from, this::zone),
                Moments.read("to", to, this::zone));
    }

    private ZoneId zone() {
        StoreId wanted = store;
        Store found = wanted == null ? null : database.read(handle -> stores.find(handle, wanted));
        return found == null ? config.chain().timezone() : found.timezone();
    }
}
