package aisle.inventory;

import aisle.kernel.ProductId;
import aisle.kernel.StoreId;

/** A product in a store. */
record StockKey(StoreId store, ProductId product) {}
