/** Settings of the shop that are kept in the database and may change while it runs. */
@NullMarked
package aisle.settings;

import org.jspecify.annotations.NullMarked;
