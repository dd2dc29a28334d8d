package aisle.accounts.signin;

import aisle.kernel.Actor;
import aisle.kernel.ProductId;
import aisle.kernel.Quantity;
import aisle.platform.db.Tx;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What somebody filled before it signed in: a bean of the feature that keeps carts. */
public interface GuestCarts {
    /**
     * Puts everything that a guest had in its cart into the user's own; the guest's is gone then.
     *
     * @param user who has just signed in
     * @param token what the guest's cart is found by
     * @return null when there is no such cart, or nothing in it
     */
    @Nullable
    MergedCart merge(Tx tx, Actor user, String token);

    /** What became of the guest's lines. */
    @Schema(name = "MergedCart")
    record MergedCart(List<Line> items) {
        public MergedCart {
            items = List.copyOf(items);
        }

        /**
         * One product.
         *
         * @param brought what the guest had
         * @param quantity what the user's cart has now; 0 when there was no room or no stock for it
         */
        @Schema(name = "MergedCartItem")
        public record Line(ProductId productId, Quantity brought, Quantity quantity, Outcome outcome) {}

        /** Whether all of it was taken. */
        @Schema(name = "MergeOutcome")
        public enum Outcome {
            /** Added in full. */
            ADDED,
            /** Less than both together, since the store has no more. */
            REDUCED_TO_STOCK,
            /** Nothing of it: the store has none, or does not sell it any more. */
            NOT_AVAILABLE,
            /** Nothing of it: the cart has as many products as one may have. */
            CART_FULL
        }
    }
}
