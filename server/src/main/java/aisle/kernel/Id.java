package aisle.kernel;

import java.util.UUID;

/**
 * An identifier with a type of its own, so that a store's id cannot stand where a product's is meant.
 *
 * <p>Implementations are records of one {@link UUID}. Over HTTP an id is its UUID string; one that does not parse is, in
 * a path, the resource's own 404 and elsewhere a field error.
 */
public interface Id {
    UUID value();
}
