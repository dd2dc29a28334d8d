/** Money of orders. Owns {@code payment}. */
@NullMarked
package aisle.payments;

import org.jspecify.annotations.NullMarked;
