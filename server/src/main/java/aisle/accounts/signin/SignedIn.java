package aisle.accounts.signin;

import aisle.accounts.User;
import aisle.platform.security.AccessTokens;

/**
 * A sign-in that succeeded.
 *
 * @param refreshToken is known to the client only; the database keeps its hash
 */
public record SignedIn(User user, AccessTokens.Issued accessToken, String refreshToken) {}
