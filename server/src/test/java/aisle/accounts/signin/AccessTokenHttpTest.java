package aisle.accounts.signin;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import aisle.kernel.Role;
import aisle.kernel.UserId;
import aisle.platform.config.AisleConfig;
import aisle.platform.db.Database;
import aisle.platform.time.Time;
import aisle.testing.Accounts;
import aisle.testing.AisleTest;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.util.Date;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which bearer tokens are believed. */
@AisleTest
class AccessTokenHttpTest {
    @Inject
    Accounts accounts;

    @Inject
    AisleConfig config;

    @Inject
    Database database;

    @Inject
    Time time;

    private static ValidatableResponse me(String token) {
        return given().header("Authorization", "Bearer " + token)
                .get("/api/v1/auth/me")
                .then();
    }

    private static void refused(String token, String code) {
        me(token)
                .statusCode(401)
                .header("WWW-Authenticate", equalTo("Bearer"))
                .body("error.code", equalTo(code))
                .body("error.request_id", notNullValue());
    }

    private static JWTClaimsSet claims(Accounts.Account account) throws ParseException {
        return SignedJWT.parse(account.token()).getJWTClaimsSet();
    }

    private static String signed(JWTClaimsSet claims, String secret, JWSAlgorithm algorithm) throws JOSEException {
        SignedJWT token = new SignedJWT(new JWSHeader(algorithm), claims);
        token.sign(new MACSigner(secret.getBytes(StandardCharsets.UTF_8)));
        return token.serialize();
    }

    private String secret() {
        return config.jwt().secretKey().orElseThrow();
    }

    private static String repeated(String secret) {
        return secret + secret;
    }

    @Test
    void theSchemeIsReadInAnyCase() {
        given().header("Authorization", "bEaReR " + accounts.customer().token())
                .get("/api/v1/auth/me")
                .then()
                .statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "a.b.c", "eyJhbGciOiJIUzI1NiJ9..", "…"})
    void whatIsNoTokenIsInvalid(String text) {
        refused(text, "TOKEN_INVALID");
    }

    @Test
    void aSecretIsNotPublished() {
        given().get("/.well-known/jwks.json")
                .then()
                .statusCode(200)
                .contentType("application/json")
                .header("Cache-Control", equalTo("public, max-age=300"))
                .body("keys", empty());
    }

    @Test
    void anUnsignedTokenIsInvalid() throws ParseException {
        refused(new PlainJWT(claims(accounts.admin())).serialize(), "TOKEN_INVALID");
    }

    @Test
    void anotherAlgorithmOrSecretIsInvalid() throws ParseException, JOSEException {
        JWTClaimsSet claims = claims(accounts.admin());
        refused(signed(claims, repeated(secret()), JWSAlgorithm.HS256), "TOKEN_INVALID");
        refused(signed(claims, repeated(repeated(secret())), JWSAlgorithm.HS512), "TOKEN_INVALID");
        me(signed(claims, secret(), JWSAlgorithm.HS256)).statusCode(200);
    }

    @Test
    void anAlteredTokenIsInvalid() throws ParseException, JOSEException {
        Accounts.Account customer = accounts.customer();
        JWTClaimsSet promoted = new JWTClaimsSet.Builder(claims(customer))
                .claim("role", Role.ADMIN.name())
                .build();
        String[] parts = customer.token().split("\\.", -1);
        String forged = signed(promoted, repeated("another secret of at least 32 bytes"), JWSAlgorithm.HS256);
        refused(String.join(".", parts[0], forged.split("\\.", -1)[1], parts[2]), "TOKEN_INVALID");
    }

    @Test
    void anExpiredTokenSaysSo() throws ParseException, JOSEException {
        JWTClaimsSet past = new JWTClaimsSet.Builder(claims(accounts.customer()))
                .expirationTime(Date.from(time.now().minus(Duration.ofSeconds(1))))
                .build();
        refused(signed(past, secret(), JWSAlgorithm.HS256), "TOKEN_EXPIRED");
    }

    @Test
    void aTokenWithoutEndIsInvalid() throws ParseException, JOSEException {
        JWTClaimsSet endless = new JWTClaimsSet.Builder(claims(accounts.customer()))
                .expirationTime(null)
                .build();
        refused(signed(endless, secret(), JWSAlgorithm.HS256), "TOKEN_INVALID");
    }

    @Test
    void aSessionOfSomeoneElseIsRefused() throws ParseException, JOSEException {
        JWTClaimsSet mixed = new JWTClaimsSet.Builder(claims(accounts.customer()))
                .subject(accounts.admin().id().toString())
                .build();
        refused(signed(mixed, secret(), JWSAlgorithm.HS256), "TOKEN_REVOKED");
    }

    @Test
    void aDisabledUserIsSignedOutAndStaysOut() {
        Accounts.Account account = accounts.customer();
        change(account.id(), "UPDATE app_user SET active = false WHERE id = :id");
        refused(account.token(), "TOKEN_REVOKED");
        given().contentType("application/json")
                .body(java.util.Map.of("email", account.email(), "password", Accounts.PASSWORD))
                .post("/api/v1/auth/login")
                .then()
                .statusCode(401)
                .body("error.code", equalTo("INVALID_CREDENTIALS"));
        given().contentType("application/json")
                .body(java.util.Map.of("refresh_token", account.refreshToken()))
                .post("/api/v1/auth/refresh")
                .then()
                .statusCode(401)
                .body("error.code", equalTo("TOKEN_REVOKED"));
    }

    @Test
    void aNewAuthVersionEndsEverySession() {
        Accounts.Account account = accounts.customer();
        change(account.id(), "UPDATE app_user SET auth_version = auth_version + 1 WHERE id = :id");
        refused(account.token(), "TOKEN_REVOKED");
    }

    @Test
    void aSessionThatIsOverIsRefused() {
        Accounts.Account account = accounts.customer();
        change(account.id(), "UPDATE session SET expires_at = created_at WHERE user_id = :id");
        refused(account.token(), "TOKEN_REVOKED");
    }

    private void change(UserId user, String statement) {
        database.transaction(
                tx -> tx.handle().createUpdate(statement).bind("id", user).execute());
    }

    /** A backend that is shut down while it looks for the session: an outage, and not the caller's fault. */
    @Test
    void whileTheDatabaseIsAwayASignedInUserIsNotTurnedAway() {
        Accounts.Account account = accounts.customer();
        CompletableFuture<ValidatableResponse> answer = database.transaction(tx -> {
            tx.handle().execute("LOCK TABLE session IN ACCESS EXCLUSIVE MODE");
            CompletableFuture<ValidatableResponse> asked = CompletableFuture.supplyAsync(() -> me(account.token()));
            while (!terminateWhoWaitsForSessions() && !asked.isDone()) {
                Thread.onSpinWait();
            }
            return asked;
        });
        answer.join()
                .statusCode(503)
                .header("Retry-After", notNullValue())
                .body("error.code", equalTo("DATABASE_UNAVAILABLE"));
        me(account.token()).statusCode(200);
    }

    private boolean terminateWhoWaitsForSessions() {
        return database.read(
                handle -> handle.createQuery("""
                        SELECT count(pg_terminate_backend(l.pid)) > 0
                        FROM pg_locks l
                        WHERE l.relation = 'session'::regclass AND NOT l.granted
                        """).mapTo(Boolean.class).one());
    }
}
