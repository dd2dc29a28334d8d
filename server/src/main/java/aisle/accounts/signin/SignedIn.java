package aisle.accounts.signin;

import aisle.accounts.User;
import aisle.platform.security.AccessTokens;
import org.jspecify.annotations.Nullable;

/**
 * A sign-in that succeeded.
 *
 * @param refreshToken is known to the client only; the database keeps its hash
 * @param mergedCart what the user had in a cart before, as a guest; null for nothing
 */
public record SignedIn(
        User user, AccessTokens.Issued accessToken, String refreshToken, GuestCarts.@Nullable MergedCart mergedCart) {
    public SignedIn(User user, AccessTokens.Issued accessToken, String refreshToken) {
        this(user, accessToken, refreshToken, null);
    }
}
