package aisle.orders;

/** How the goods reach the customer. */
public enum FulfillmentType {
    DELIVERY,
    PICKUP
}
