/**
 * Stock and its ledger as CSV files. Reads {@code stock}, {@code stock_movement}, {@code product} and {@code store} in
 * batches that each stand for themselves, so that a file of any length keeps no transaction open.
 */
@NullMarked
package aisle.inventory.files;

import org.jspecify.annotations.NullMarked;
