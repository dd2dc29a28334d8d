package aisle.checkout;

import aisle.cart.Cart;
import aisle.kernel.ProductId;
import aisle.kernel.Quantity;
import aisle.orders.Order;
import aisle.platform.web.idempotency.RequestKey;
import aisle.stores.Store;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything that placing an order needs, however it was asked for.
 *
 * @param store held until the transaction ends
 * @param items what is bought, in order, each product once
 * @param cart where they come from, locked; null without a cart
 * @param draft the order that this becomes, locked; null for a new one
 * @param request by what a repeated request is known; null for a draft, which asks nobody for money
 */
record Purchase(
        PlaceOrder wish,
        Store store,
        Map<ProductId, Quantity> items,
        Buyer buyer,
        String source,
        @Nullable Cart cart,
        @Nullable Order draft,
        @Nullable RequestKey request) {}
