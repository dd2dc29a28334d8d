/**
 * What is decided while the shop runs, and kept in the database. Owns {@code setting}, {@code setting_value} and {@code
 * tax_rate}.
 *
 * <p>Invariant: a row of {@code setting_value} is never changed, so that what held at any moment can be told.
 */
@NullMarked
package aisle.settings;

import org.jspecify.annotations.NullMarked;
