/**
 * Lists, a page at a time: by position or by number, with a total that costs little. Owns {@code row_count}, the
 * maintained numbers of rows of tables that grow without bound.
 */
@NullMarked
package aisle.platform.db.paging;

import org.jspecify.annotations.NullMarked;
