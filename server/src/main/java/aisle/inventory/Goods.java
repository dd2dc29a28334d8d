package aisle.inventory;

import aisle.kernel.Money;
import aisle.kernel.Unit;

/** What stock must know of a product: how it is counted, and what the chain asks for one. */
record Goods(Unit unit, Money price) {}
