package aisle.payments;

/** How an order is paid. */
public enum PaymentMethod {
    /** Cash or card at the door or at the counter; nothing is charged before. */
    ON_DELIVERY
}
