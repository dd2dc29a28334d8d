/**
 * Passwords: which may be chosen, how they are hashed, and whether one belongs to a hash. Keeps nothing itself; the hashes
 * stand in {@code app_user}. Calls the platform only.
 *
 * <p>Invariants: no hash is ever logged or answered; a comparison takes as long for an address that nobody has; only so
 * many hashes are computed at once as leave the others room to shop.
 */
@NullMarked
package aisle.accounts.passwords;

import org.jspecify.annotations.NullMarked;
