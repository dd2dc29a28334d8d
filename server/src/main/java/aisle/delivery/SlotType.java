package aisle.delivery;

/** Whether the goods are brought, or fetched at the store. */
public enum SlotType {
    DELIVERY,
    PICKUP
}
