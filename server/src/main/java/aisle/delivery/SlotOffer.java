package aisle.delivery;

import aisle.kernel.Money;

/**
 * What a slot would be to somebody at this moment; promises nothing.
 *
 * @param status FULL only when the cart that asks holds no place either
 * @param serves whether store and slot serve the postcode
 * @param fee for the postcode
 */
public record SlotOffer(Slot slot, SlotStatus status, boolean serves, Money fee) {}
