package aisle.delivery;

/** Whether a slot can still be chosen: its staff closed it, or its cut-off has passed, or every place is taken. */
public enum SlotStatus {
    OPEN,
    CLOSED,
    FULL
}
