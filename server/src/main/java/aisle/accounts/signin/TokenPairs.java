package aisle.accounts.signin;

import aisle.accounts.User;
import aisle.kernel.SessionId;
import aisle.platform.crypto.Sealing;
import aisle.platform.db.Tx;
import aisle.platform.security.AccessTokens;
import aisle.platform.security.Principal;
import jakarta.inject.Singleton;
import java.time.Instant;

/** Access and refresh token of each generation of a sign-in. */
@Singleton
class TokenPairs {
    private final SessionDao dao = new SessionDao();
    private final AccessTokens accessTokens;
    private final TokenChain chain;
    private final Sealing sealing;

    TokenPairs(AccessTokens accessTokens, TokenChain chain, Sealing sealing) {
        this.accessTokens = accessTokens;
        this.chain = chain;
        this.sealing = sealing;
    }

    /** The pair of a new generation. */
    SignedIn issue(Tx tx, User user, Principal principal, int generation, Instant now) {
        SignedIn signedIn = repeat(user, principal, generation, now);
        byte[] hash = sealing.lookupHash(signedIn.refreshToken());
        dao.insertRefreshToken(tx, principal.sessionId(), generation, hash, now);
        return signedIn;
    }

    /** The pair of a generation that was issued before. */
    SignedIn repeat(User user, Principal principal, int generation, Instant issuedAt) {
        SessionId session = principal.sessionId();
        return new SignedIn(
                user,
                accessTokens.issue(principal, chain.accessTokenId(session, generation), issuedAt),
                chain.refreshToken(session, generation));
    }
}
