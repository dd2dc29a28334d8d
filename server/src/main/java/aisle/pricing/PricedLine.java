package aisle.pricing;

import aisle.kernel.Money;
import aisle.kernel.ProductId;
import aisle.kernel.Quantity;
import java.math.BigDecimal;

/**
 * A line with its price.
 *
 * @param taxRate a share: 0.23 is 23 %
 * @param total HALF_UP(quantity × unit price)
 * @param discount its share of what is taken off the whole
 * @param tax of total less discount; contained in it, or to be added to it, as the store's prices are gross or net
 */
public record PricedLine(
        ProductId productId,
        Quantity quantity,
        Money unitPrice,
        String taxClass,
        BigDecimal taxRate,
        Money total,
        Money discount,
        Money tax) {}
