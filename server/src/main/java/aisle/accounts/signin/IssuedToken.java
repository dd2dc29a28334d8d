package aisle.accounts.signin;

import aisle.kernel.SessionId;
import java.time.Instant;

/** An access token that was issued, by the place of its refresh token in the chain; see {@link TokenChain}. */
record IssuedToken(SessionId session, int generation, Instant issuedAt) {}
