/**
 * Accounts: who may sign in, as what, and who buys. Owns {@code app_user}, {@code store_membership}, {@code session},
 * {@code refresh_token}, {@code sign_in_throttle}, {@code known_network}, {@code customer}. Calls audit and the platform
 * only, and reads the names of stores.
 *
 * <p>Invariants: an e-mail address, without regard to case, belongs to one user; names, addresses and phone numbers are
 * kept encrypted only; a user is at most one customer; an access token is good for as long as its session is alive; a
 * refresh token has one successor, and whoever uses it after that one was used ends the session.
 */
@NullMarked
package aisle.accounts;

import org.jspecify.annotations.NullMarked;
