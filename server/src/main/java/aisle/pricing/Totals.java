package aisle.pricing;

import aisle.kernel.Money;
import java.util.List;

/**
 * The figures of a cart or an order.
 *
 * @param subtotal the sum of the line totals
 * @param discount what is taken off; zero or positive
 * @param tax all tax, contained in the total
 * @param total what the customer pays
 * @param pricesIncludeTax whether the line totals contain their tax
 */
public record Totals(
        Money subtotal,
        Money discount,
        Money deliveryFee,
        Money tax,
        Money total,
        boolean pricesIncludeTax,
        List<TaxLine> taxLines) {
    public Totals {
        taxLines = List.copyOf(taxLines);
    }
}
