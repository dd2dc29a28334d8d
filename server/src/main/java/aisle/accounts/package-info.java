/**
 * Accounts: who may sign in, as what, and who buys. Owns {@code app_user}, {@code store_membership},
 * {@code customer}. Calls passwords, audit and the platform only, and reads the names of stores. How people get in stands
 * beside it, in {@code signin}.
 *
 * <p>Invariants: an e-mail address, without regard to case, belongs to one user; names, addresses and phone numbers are
 * kept encrypted only; a user is at most one customer; there is always an active ADMIN left once there was one.
 */
@NullMarked
package aisle.accounts;

import org.jspecify.annotations.NullMarked;
