package aisle.orders;

/** The life of an order. */
public enum OrderStatus {
    DRAFT,
    PENDING_PAYMENT,
    CONFIRMED,
    PICKING,
    PICKED,
    SHIPPED,
    DELIVERED,
    DELIVERY_FAILED,
    CANCELED
}
