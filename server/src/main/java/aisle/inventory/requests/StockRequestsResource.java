package aisle.inventory.requests;

import aisle.inventory.requests.StockRequest.Status;
import aisle.kernel.DomainError;
import aisle.kernel.DomainError.FieldError;
import aisle.kernel.ErrorCode;
import aisle.kernel.ProductId;
import aisle.kernel.Quantity;
import aisle.kernel.Role;
import aisle.kernel.StockRequestId;
import aisle.kernel.StoreId;
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
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** HTTP of requests about stock. */
@Path("/api/v1/stock-requests")
@Tag(name = "Stock requests")
public class StockRequestsResource {
    private static final int MOST_AT_ONCE = 100;

    private final StockRequests requests;
    private final Writes writes;
    private final Caller caller;

    StockRequestsResource(StockRequests requests, Writes writes, Caller caller) {
        this.requests = requests;
        this.writes = writes;
        this.caller = caller;
    }

    /** A request as the staff see it. */
    @Schema(name = "StockRequest")
    public record RequestView(
            StockRequestId id,
            StoreId storeId,
            ProductId productId,
            StockRequest.Type requestType,
            Quantity quantity,
            @Nullable String note,
            Status status,
            @Nullable Quantity approvedQuantity,
            @Nullable String rejectionReason,
            UUID requestedBy,
            Instant requestedAt,
            @Nullable UUID resolvedBy,
            @Nullable Instant resolvedAt,
            long version)
            implements Versioned {
        static RequestView of(StockRequest request) {
            return new RequestView(
                    request.id(),
                    request.storeId(),
                    request.productId(),
                    request.type(),
                    request.quantity(),
                    request.note(),
                    request.status(),
                    request.approvedQuantity(),
                    request.rejectionReason(),
                    request.requestedBy(),
                    request.requestedAt(),
                    request.resolvedBy(),
                    request.resolvedAt(),
                    request.version());
        }
    }

    /** A decision about one request. */
    @Schema(name = "StockRequestDecision")
    public record ReviewRequest(
            @NotNull Review.Decision status,
            @Nullable Quantity approvedQuantity,
            @Nullable @Size(max = 500) String rejectionReason,
            @Nullable Boolean releaseReservations) {
        Review of(StockRequestId id) {
            return new Review(id, status, approvedQuantity, rejectionReason, Boolean.TRUE.equals(releaseReservations));
        }
    }

    /** A decision about one of several requests. */
    @Schema(name = "StockRequestReview")
    public record BulkItem(
            @NotNull StockRequestId id,
            @NotNull Review.Decision status,
            @Nullable Quantity approvedQuantity,
            @Nullable @Size(max = 500) String rejectionReason) {
        Review review() {
            return new Review(id, status, approvedQuantity, rejectionReason, false);
        }
    }

    /** Decisions about several requests. */
    @Schema(name = "StockRequestReviews")
    public record BulkRequest(
            @NotEmpty @Size(max = MOST_AT_ONCE) List<@NotNull @Valid BulkItem> items) {}

    /** Why one of several was refused. */
    @Schema(name = "StockRequestRefusal")
    public record RefusalView(ErrorCode code, String message, int statusCode, Map<String, Object> details) {}

    /** What became of one of several. */
    @Schema(name = "StockRequestOutcome")
    public record OutcomeView(
            StockRequestId id,
            @Nullable RequestView request,
            @Nullable RefusalView error) {
        static OutcomeView of(Review.Outcome outcome) {
            StockRequest request = outcome.request();
            DomainError refusal = outcome.refusal();
            return new OutcomeView(
                    outcome.id(),
                    request == null ? null : RequestView.of(request),
                    refusal == null
                            ? null
                            : new RefusalView(
                                    refusal.code(),
                                    Objects.requireNonNull(refusal.getMessage()),
                                    refusal.code().status(),
                                    refusal.details()));
        }
    }

    /** What became of several. */
    @Schema(name = "StockRequestOutcomes")
    public record BulkView(int approved, int rejected, int refused, List<OutcomeView> items) {
        static BulkView of(List<Review.Outcome> outcomes) {
            return new BulkView(
                    count(outcomes, Status.APPROVED),
                    count(outcomes, Status.REJECTED),
                    count(outcomes, null),
                    outcomes.stream().map(OutcomeView::of).toList());
        }

        private static int count(List<Review.Outcome> outcomes, @Nullable Status status) {
            return (int) outcomes.stream()
                    .map(Review.Outcome::request)
                    .filter(request -> request == null ? status == null : request.status() == status)
                    .count();
        }
    }

    @POST
    @RolesAllowed({Role.Names.EMPLOYEE, Role.Names.MANAGER, Role.Names.ADMIN})
    @ResponseStatus(201)
    @Operation(operationId = "createStockRequest", summary = "Ask for a product's stock to be set, or added to")
    public RestResponse<Data<RequestView>> create(@NotNull @Valid NewStockRequest request) {
        return writes.perform(request, tx -> {
            StockRequest created = requests.create(tx, caller.actor(), request);
            return Answer.created("/api/v1/stock-requests/" + created.id(), RequestView.of(created));
        });
    }

    @GET
    @RolesAllowed({Role.Names.EMPLOYEE, Role.Names.MANAGER, Role.Names.ADMIN})
    @Operation(operationId = "listStockRequests", summary = "List the requests of your stores, newest first")
    public Listing<RequestView> list(
            @QueryParam("mine") @DefaultValue("false") boolean mine,
            @QueryParam("status") @Nullable Status status,
            @QueryParam("store_id") @Nullable StoreId store,
            @Valid @BeanParam Paging paging) {
        return paging.listing(requests.list(caller.actor(), store, status, mine, paging.request()), RequestView::of);
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({Role.Names.EMPLOYEE, Role.Names.MANAGER, Role.Names.ADMIN})
    @Operation(operationId = "getStockRequest", summary = "Get a request")
    public Data<RequestView> get(@PathParam("id") StockRequestId id) {
        return new Data<>(RequestView.of(requests.get(caller.actor(), id)));
    }

    @PATCH
    @Path("/{id}/resolve")
    @RolesAllowed({Role.Names.MANAGER, Role.Names.ADMIN})
    @Operation(operationId = "resolveStockRequest", summary = "Approve or reject a request; an approved one is booked")
    public RestResponse<Data<RequestView>> resolve(
            @PathParam("id") StockRequestId id,
            @BeanParam Preconditions preconditions,
            @NotNull @Valid ReviewRequest decision) {
        Review review = decision.of(id);
        mustBeRight(review.problems(""));
        return writes.perform(
                decision,
                tx -> Answer.ok(
                        RequestView.of(requests.resolve(tx, caller.actor(), preconditions.expected(), review))));
    }

    @PATCH
    @Path("/bulk-review")
    @RolesAllowed({Role.Names.MANAGER, Role.Names.ADMIN})
    @Operation(operationId = "reviewStockRequests", summary = "Decide about several requests, each by itself")
    public RestResponse<Data<BulkView>> review(@NotNull @Valid BulkRequest decisions) {
        List<Review> reviews = decisions.items().stream().map(BulkItem::review).toList();
        List<FieldError> wrong = new ArrayList<>();
        Set<StockRequestId> seen = new HashSet<>();
        for (int i = 0; i < reviews.size(); i++) {
            wrong.addAll(reviews.get(i).problems("items[" + i + "]."));
            if (!seen.add(reviews.get(i).id())) {
                wrong.add(new FieldError("items[" + i + "].id", "ambiguous", "It is named twice."));
            }
        }
        mustBeRight(wrong);
        return writes.perform(decisions, tx -> Answer.ok(BulkView.of(requests.review(tx, caller.actor(), reviews))));
    }

    @DELETE
    @Path("/{id}")
    @RolesAllowed({Role.Names.EMPLOYEE, Role.Names.MANAGER, Role.Names.ADMIN})
    @ResponseStatus(204)
    @Operation(operationId = "cancelStockRequest", summary = "Withdraw a request of your own, or as ADMIN any")
    public RestResponse<Data<Void>> cancel(@PathParam("id") StockRequestId id, @BeanParam Preconditions preconditions) {
        return writes.perform(null, tx -> {
            requests.cancel(tx, caller.actor(), id, preconditions.expected());
            return Answer.noContent();
        });
    }

    private static void mustBeRight(List<FieldError> wrong) {
        if (!wrong.isEmpty()) {
            throw DomainError.invalid(wrong);
        }
    }
}
