/**
 * Stock from files: counts and differences, each a movement of the ledger. Owns {@code imported_delta}; books through
 * {@code inventory}, and the jobs are those of {@code imports}.
 *
 * <p>Invariant: the same file again changes nothing. A count is true already then, a difference is known by its reference.
 */
@NullMarked
package aisle.inventory.imports;

import org.jspecify.annotations.NullMarked;
