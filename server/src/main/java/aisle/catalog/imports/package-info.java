/**
 * Product import from CSV. Owns {@code import_job}, {@code import_chunk} and {@code import_error}; writes {@code product},
 * {@code product_price} and {@code assortment} in bulk. Calls catalog, stores, audit and the platform only.
 *
 * <p>Invariants: a batch of rows, its progress and its errors commit together, so that a job that died goes on exactly
 * behind its last batch; the same file again changes nothing; created + updated + unchanged + failed = processed.
 */
@NullMarked
package aisle.catalog.imports;

import org.jspecify.annotations.NullMarked;
