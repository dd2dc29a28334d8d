package aisle.platform.security;

import aisle.kernel.DomainError;
import aisle.kernel.ErrorCode;
import aisle.kernel.SessionId;
import aisle.kernel.UserId;
import aisle.platform.config.AisleConfig;
import aisle.platform.time.Ids;
import aisle.platform.time.Time;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.UUID;

/** Issues and checks access tokens: JWT (RFC 7519) signed with HS256, each with an id of its own and its session's. */
@Singleton
public class AccessTokens {
    private static final String ISSUER = "aisle";
    private static final String SESSION_CLAIM = "sid";
    private static final String ROLE_CLAIM = "role";
    private static final int LONGEST = 4096;

    private final MACSigner signer;
    private final MACVerifier verifier;
    private final Duration life;
    private final Time time;
    private final Ids ids;

    AccessTokens(AisleConfig config, Time time, Ids ids) throws JOSEException {
        byte[] secret = config.jwt().secretKey().getBytes(StandardCharsets.UTF_8);
        this.signer = new MACSigner(secret);
        this.verifier = new MACVerifier(secret);
        this.life = Duration.ofMinutes(config.jwt().accessTokenExpiresMinutes());
        this.time = time;
        this.ids = ids;
    }

    /** A token for this principal. The role in it informs clients; the server always asks the session. */
    public Issued issue(Principal principal) {
        Instant now = time.now();
        Instant expiresAt = now.plus(life);
        SignedJWT token = new SignedJWT(
                new JWSHeader(JWSAlgorithm.HS256),
                new JWTClaimsSet.Builder()
                        .issuer(ISSUER)
                        .subject(principal.userId().toString())
                        .jwtID(ids.next().toString())
                        .claim(SESSION_CLAIM, principal.sessionId().toString())
                        .claim(ROLE_CLAIM, principal.role().name())
                        .issueTime(Date.from(now))
                        .expirationTime(Date.from(expiresAt))
                        .build());
        try {
            token.sign(signer);
        } catch (JOSEException e) {
            throw new IllegalStateException("cannot sign an access token", e);
        }
        return new Issued(token.serialize(), life.toSeconds(), expiresAt);
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
            if (!JWSAlgorithm.HS256.equals(token.getHeader().getAlgorithm()) || !token.verify(verifier)) {
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
