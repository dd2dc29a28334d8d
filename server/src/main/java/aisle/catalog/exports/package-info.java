/**
 * Products as CSV files that the import reads again. Owns nothing and only reads: whole products in the order of their ids,
 * a piece at a time, so that neither memory nor a connection is held for as long as somebody reads.
 */
@NullMarked
package aisle.catalog.exports;

import org.jspecify.annotations.NullMarked;
