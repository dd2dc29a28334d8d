package aisle.delivery;

import aisle.kernel.Money;

/** How the wish for a place in a slot ended. Everything but {@link Booked} has changed nothing. */
public sealed interface SlotOutcome {
    /** The place is the order's. */
    record Booked(Slot slot, Money fee) implements SlotOutcome {}

    /** Every place is taken or held, or it cannot take so many items. */
    record Full() implements SlotOutcome {}

    /** Its cut-off has passed, its staff closed it, or it is not for this type of order. */
    record Closed() implements SlotOutcome {}

    /** Neither store nor slot serves the postcode. */
    record NotServed() implements SlotOutcome {}

    /** The store has no such slot. */
    record Unknown() implements SlotOutcome {}
}
