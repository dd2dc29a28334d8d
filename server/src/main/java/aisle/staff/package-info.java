/**
 * The people who work in the stores, as the chain keeps record of them. Owns {@code employee}. A record confers no rights:
 * where somebody may act is said by the store memberships of the user, in accounts.
 */
@NullMarked
package aisle.staff;

import org.jspecify.annotations.NullMarked;
