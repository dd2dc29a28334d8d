/**
 * What people confirm by a code or a link from a mail: a registration, a forgotten password, a new address. Owns
 * {@code one_time_code}. Calls accounts, passwords and signin, whose rules these use cases obey, mail and audit.
 *
 * <p>Invariants: only keyed hashes of codes and links are kept; each works once, for a short time, and a code bears five
 * wrong guesses; whether an address has an account shows neither in an answer nor in its time, because the request only
 * leaves a note, and looks nothing up.
 */
@NullMarked
package aisle.accounts.codes;

import org.jspecify.annotations.NullMarked;
