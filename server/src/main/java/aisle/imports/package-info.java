/**
 * Files that are brought in: their jobs, whatever is in them. Owns {@code import_job}, {@code import_chunk} and
 * {@code import_error}. A feature that takes files of a kind offers an {@link aisle.imports.Importer}.
 *
 * <p>Invariants: a batch of rows, its progress and its errors commit together, so that a job that died goes on exactly
 * behind its last batch; created + updated + unchanged + failed = processed.
 */
@NullMarked
package aisle.imports;

import org.jspecify.annotations.NullMarked;
