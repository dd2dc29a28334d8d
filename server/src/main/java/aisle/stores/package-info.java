/**
 * Stores: where the chain sells. Owns {@code store}. Calls audit and the platform only.
 *
 * <p>Invariant: a name is unique, ignoring case, among the stores that are not archived.
 */
@NullMarked
package aisle.stores;

import org.jspecify.annotations.NullMarked;
