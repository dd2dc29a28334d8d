package aisle.accounts.profile;

import aisle.accounts.Users;
import aisle.audit.Audit;
import aisle.kernel.Actor;
import aisle.kernel.DomainError;
import aisle.kernel.ErrorCode;
import aisle.kernel.ProductId;
import aisle.platform.db.Database;
import aisle.platform.db.Tx;
import aisle.platform.time.Time;
import aisle.platform.web.Answer;
import aisle.platform.web.Caller;
import aisle.platform.web.Data;
import aisle.platform.web.Listing;
import aisle.platform.web.Paging;
import aisle.platform.web.Writes;
import io.quarkus.security.Authenticated;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestResponse;

/** HTTP of the caller's own wishlist. */
@Path("/api/v1/me/wishlist")
@Tag(name = "Me")
public class WishlistResource {
    private final WishlistDao dao = new WishlistDao();
    private final Users users;
    private final Database database;
    private final Audit audit;
    private final Time time;
    private final Writes writes;
    private final Caller caller;

    WishlistResource(Users users, Database database, Audit audit, Time time, Writes writes, Caller caller) {
        this.users = users;
        this.database = database;
        this.audit = audit;
        this.time = time;
        this.writes = writes;
        this.caller = caller;
    }

    /** A product that is wished for. */
    @Schema(name = "WishRequest")
    public record WishRequest(@NotNull ProductId productId) {}

    @GET
    @Authenticated
    @Operation(operationId = "listMyWishes", summary = "See what you wished for, the newest first")
    public Listing<Wish> list(@Valid @BeanParam Paging paging) {
        return paging.listing(
                database.read(handle -> dao.list(handle, caller.actor().signedIn(), paging.request())), wish -> wish);
    }

    @POST
    @Authenticated
    @ResponseStatus(204)
    @Operation(operationId = "addMyWish", summary = "Wish for a product; a second time changes nothing")
    public RestResponse<Data<Void>> add(@NotNull @Valid WishRequest request) {
        Actor actor = caller.actor();
        return writes.perform(request, tx -> {
            users.keep(tx, actor.signedIn());
            switch (dao.add(tx, actor.signedIn(), request.productId(), time.now())) {
                case ADDED -> record(tx, actor, "wishlist.added", request.productId());
                case THERE_ALREADY -> {}
                case NO_PRODUCT ->
                    throw DomainError.of(ErrorCode.PRODUCT_NOT_FOUND, "There is no product with this id.");
            }
            return Answer.noContent();
        });
    }

    @DELETE
    @Path("/{product_id}")
    @Authenticated
    @ResponseStatus(204)
    @Operation(operationId = "removeMyWish", summary = "Wish for a product no longer; a second time changes nothing")
    public RestResponse<Data<Void>> remove(@PathParam("product_id") ProductId product) {
        Actor actor = caller.actor();
        return writes.perform(null, tx -> {
            if (dao.remove(tx, actor.signedIn(), product)) {
                record(tx, actor, "wishlist.removed", product);
            }
            return Answer.noContent();
        });
    }

    private void record(Tx tx, Actor actor, String action, ProductId product) {
        audit.record(tx, actor, action, "product", product.value(), null, Map.of());
    }
}
