package aisle.payments;

/** Where the money of an order stands. */
public enum PaymentStatus {
    REQUIRES_ACTION,
    AUTHORIZED,
    CAPTURED,
    PARTIALLY_REFUNDED,
    REFUNDED,
    VOIDED,
    DECLINED,
    UNKNOWN
}
