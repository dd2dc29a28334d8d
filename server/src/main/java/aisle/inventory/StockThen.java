package aisle.inventory;

import aisle.kernel.Quantity;

/**
 * The stock of one product in one store at some moment.
 *
 * @param now the row as it is today, for its names
 * @param onHand what lay there then; nothing before its first movement
 */
public record StockThen(StockLevel now, Quantity onHand) {}
