/**
 * The tree of categories. Owns {@code category}. Calls audit and the platform only.
 *
 * <p>Invariants: a category's name is unique under its parent, and {@code path} and {@code path_name} always tell the way
 * from the root; whoever changes the tree holds its lock.
 */
@NullMarked
package aisle.catalog.categories;

import org.jspecify.annotations.NullMarked;
