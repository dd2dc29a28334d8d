package aisle.catalog.prices;

import aisle.kernel.Money;
import aisle.kernel.ProductId;
import aisle.kernel.Quantity;
import aisle.kernel.Unit;
import java.math.BigDecimal;

/**
 * What a store asks for a product today.
 *
 * @param price of one unit: the store's own price, else the chain's
 * @param taxRate a share such as 0.23; 0 where none is known
 * @param available how much of it can be promised now; 0 where the store never had it
 * @param sellable whether the product is active, in the store's assortment and priced in the store's currency
 */
public record Offer(
        ProductId productId,
        String sku,
        String name,
        Unit unit,
        Money price,
        String taxClass,
        BigDecimal taxRate,
        Quantity available,
        boolean sellable) {}
