/**
 * Signing in and out, and staying signed in: sessions, access and refresh tokens, OAuth 2.0's form, one's own password, and
 * what slows down who guesses it. Owns {@code session}, {@code refresh_token}, {@code sign_in_throttle},
 * {@code known_network}, and of {@code app_user} the password's hash. Calls accounts, passwords and audit.
 *
 * <p>Invariants: an access token is good for as long as its session is alive, and a session for as long as its user is as
 * it was when it signed in; a refresh token has one successor, and whoever uses it after that one was used ends the session.
 */
@NullMarked
package aisle.accounts.signin;

import org.jspecify.annotations.NullMarked;
