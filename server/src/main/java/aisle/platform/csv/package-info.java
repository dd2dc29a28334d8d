/** Files for spreadsheets. */
@NullMarked
package aisle.platform.csv;

import org.jspecify.annotations.NullMarked;
