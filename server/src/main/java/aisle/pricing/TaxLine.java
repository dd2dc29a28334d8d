package aisle.pricing;

import aisle.kernel.Money;
import java.math.BigDecimal;

/**
 * The tax of one rate.
 *
 * @param rate a share: 0.23 is 23 %
 * @param base what is taxed, without the tax
 */
public record TaxLine(BigDecimal rate, Money base, Money tax) {}
