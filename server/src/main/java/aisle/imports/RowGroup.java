package aisle.imports;

import java.util.List;

/**
 * Rows that belong together, such as the variants of a product: they are imported together or not at all.
 *
 * @param rows how many rows of the file they are
 * @param lines the good products among them; the others have errors, or add to the products of the group
 * @param failed how many of the rows have errors
 */
public record RowGroup<L>(int rows, List<L> lines, List<RowError> errors, int failed) {}
