package aisle.orders;

/** How the goods reach the customer. */
public enum FulfillmentType {
    DELIVERY,
    PICKUP,
    /** Over the counter of a store, at once. */
    IN_STORE
}
