/** What things cost: line totals, tax and order totals. Pure arithmetic, no I/O. */
@NullMarked
package aisle.pricing;

import org.jspecify.annotations.NullMarked;
