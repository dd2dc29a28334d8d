/**
 * What the law makes the shop keep of people whom it has forgotten otherwise: name and address of what they bought. Owns
 * {@code restricted_record}. Calls audit and the platform only; orders leave records here when a customer is erased.
 *
 * <p>Invariants: a record is sealed, and opened for an ADMIN who says why, which is audited; no list, search or export shows
 * what is in it; it goes when its day has come.
 */
@NullMarked
package aisle.retention;

import org.jspecify.annotations.NullMarked;
