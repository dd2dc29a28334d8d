/**
 * The way to PostgreSQL: transactions that are passed on explicitly, what its error states mean, and row reading.
 * No feature imports {@code java.sql} errors or knows a SQLSTATE.
 */
@NullMarked
package aisle.platform.db;

import org.jspecify.annotations.NullMarked;
