package aisle.platform.security;

import aisle.kernel.DomainError;
import aisle.kernel.ErrorCode;
import aisle.kernel.SessionId;
import aisle.kernel.UserId;
import aisle.platform.config.AisleConfig;
import aisle.platform.time.Time;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.UUID;

/**
 * Issues and checks access tokens: JWT (RFC 7519) signed as JWT_ALGORITHM says, each with an id of its own and its
 * session's.
 */
@Singleton
public class AccessTokens {
    private static final String ISSUER = "aisle";
    private static final String SESSION_CLAIM = "sid";
    private static final String ROLE_CLAIM = "role";
    private static final int LONGEST = 4096;

    private final SigningKeys keys;
    private final Duration life;
    private final Time time;

    @Inject
    AccessTokens(SigningKeys keys, AisleConfig config, Time time) {
        this(keys, Duration.ofMinutes(config.jwt().accessTokenExpiresMinutes()), time);
    }

    AccessTokens(SigningKeys keys, Duration life, Time time) {
        this.keys = keys;
        this.life = life;
        this.time = time;
    }

    /**
     * A token for this principal. The role in it informs clients; the server always asks the session. The same id and
     * time give the same token again (with ES256, whose signatures hold a random part, another one that says the same).
     *
     * @param id its {@code jti}
     */
    public Issued issue(Principal principal, UUID id, Instant at) {
        Instant issuedAt = at.truncatedTo(ChronoUnit.SECONDS);
        Instant expiresAt = issuedAt.plus(life);
        String token = keys.current()
                .sign(new JWTClaimsSet.Builder()
                        .issuer(ISSUER)
                        .subject(principal.userId().toString())
                        .jwtID(id.toString())
                        .claim(SESSION_CLAIM, principal.sessionId().toString())
                        .claim(ROLE_CLAIM, principal.role().name())
                        .issueTime(Date.from(issuedAt))
                        .expirationTime(Date.from(expiresAt))
                        .build());
        Duration left = Duration.between(time.now().truncatedTo(ChronoUnit.SECONDS), expiresAt);
        return new Issued(token, left.toSeconds(), expiresAt);
    }

    /** @param expiresIn seconds */
    public record Issued(String token, long expiresIn, Instant expiresAt) {}

    /** What a valid token says. */
    public record Claims(UserId userId, SessionId sessionId) {}

    /**
     * Checks a token's form, algorithm, signature and time.
     *
     * @throws DomainError {@link ErrorCode#TOKEN_INVALID} or {@link ErrorCode#TOKEN_EXPIRED}
     */
    public Claims verify(String text) {
        try {
            if (text.length() > LONGEST) {
                throw invalid();
            }
            SignedJWT token = SignedJWT.parse(text);
            SigningKey key = keys.find(token.getHeader());
            if (key == null || !key.verifies(token)) {
                throw invalid();
            }
            JWTClaimsSet claims = token.getJWTClaimsSet();
            if (claims.getExpirationTime() == null || !ISSUER.equals(claims.getIssuer())) {
                throw invalid();
            }
            if (!time.now().isBefore(claims.getExpirationTime().toInstant())) {
                throw DomainError.of(ErrorCode.TOKEN_EXPIRED, "This token has expired. Sign in again or refresh it.");
            }
            return new Claims(
                    new UserId(UUID.fromString(claims.getSubject())),
                    new SessionId(UUID.fromString(claims.getStringClaim(SESSION_CLAIM))));
        } catch (ParseException | JOSEException | IllegalArgumentException | NullPointerException e) {
            throw invalid();
        }
    }

    private static DomainError invalid() {
        return DomainError.of(ErrorCode.TOKEN_INVALID, "This token is not valid.");
    }
}
