package aisle.checkout;

import aisle.kernel.Actor;
import aisle.kernel.OrderId;
import aisle.kernel.PaymentId;
import aisle.kernel.StoreId;

/**
 * A purchase under way whose payment asks a provider.
 *
 * @param order the order that it is to become, whose id is also the attempt's
 * @param actor on whose behalf it goes on
 */
record Attempt(StoreId store, OrderId order, PaymentId payment, Actor actor) {}
