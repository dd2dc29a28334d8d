package aisle.inventory.storm;

import aisle.testing.Client.Reply;
import com.fasterxml.jackson.databind.JsonNode;

/**
 * Something that a client did, and the last word about it.
 *
 * @param id the request's id and idempotency key
 * @param amount what its answer must have changed a product's stock by; 0 where that depends on others
 * @param product what it was about, or null
 */
record Deed(String id, Kind kind, long amount, String product, Reply reply) {
    /** What clients do. */
    enum Kind {
        ADJUST,
        COUNT,
        RELEASE,
        LARGE_CHANGE,
        REVIEW_CHANGE,
        ORDER,
        CART,
        REQUEST,
        RESOLVE,
        BULK_REVIEW,
        WITHDRAW
    }

    boolean isAcknowledged() {
        return reply.status() < 300;
    }

    JsonNode data() {
        return reply.body().path("data");
    }

    /** What the audit must say of it, exactly once. */
    String audited() {
        return switch (kind) {
            case ADJUST, COUNT, RELEASE, LARGE_CHANGE ->
                reply.status() == 202 ? "stock_adjustment.requested" : "stock.adjusted";
            case REVIEW_CHANGE -> "stock_adjustment." + status();
            case ORDER, CART -> "order.placed";
            case REQUEST -> "stock_request.requested";
            case RESOLVE -> "stock_request." + status();
            case WITHDRAW -> "stock_request.canceled";
            case BULK_REVIEW -> "stock_request.approved";
        };
    }

    private String status() {
        return data().path("status").asText().toLowerCase(java.util.Locale.ROOT);
    }
}
