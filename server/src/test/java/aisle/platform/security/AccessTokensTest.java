package aisle.platform.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aisle.kernel.DomainError;
import aisle.kernel.ErrorCode;
import aisle.kernel.Role;
import aisle.kernel.SessionId;
import aisle.kernel.UserId;
import aisle.platform.config.StartupProblem;
import aisle.platform.time.Time;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPublicKey;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which keys and algorithms are believed. */
class AccessTokensTest {
    private static final String SECRET = "a secret of more than thirty-two bytes";

    /** Made by {@code openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256} for this test only. */
    private static final String EC_PEM = """
            -----BEGIN PRIVATE KEY-----
            MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgzK1rrO3jkuqpe1Hu
            BDB/TW3ZsNfAiMzGPKcXs71CQM2hRANCAAS+OfGGd84DuipvxYy/EK4vwh7VfFso
            Za7GRHAi3BndolGiXSGXVC7AnELN84b+IC4ndjKAchHTdie7FhLlSfNY
            -----END PRIVATE KEY-----
            """;

    private static final Principal ANN =
            new Principal(new UserId(UUID.randomUUID()), new SessionId(UUID.randomUUID()), Role.ADMIN, Set.of());

    private final Time time = new Time();
    private final Instant now = time.now();

    @TempDir
    Path directory;

    private enum Kind {
        SECRET,
        RSA,
        EC
    }

    private SigningKey key(Kind kind) throws Exception {
        return switch (kind) {
            case SECRET -> SigningKey.ofSecret(SECRET);
            case RSA -> SigningKey.ofPair(rsaPair(2048));
            case EC -> SigningKey.ofPair(read(EC_PEM));
        };
    }

    private PemKeyPair read(String pem) throws IOException {
        return PemKeyPair.read(Files.writeString(directory.resolve(UUID.randomUUID() + ".pem"), pem), "THE_FILE");
    }

    private PemKeyPair rsaPair(int bits) throws IOException, GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(bits);
        return read(pem(generator.generateKeyPair().getPrivate().getEncoded()));
    }

    private static String pem(byte[] der) {
        return "-----BEGIN PRIVATE KEY-----\n" + Base64.getMimeEncoder().encodeToString(der)
                + "\n-----END PRIVATE KEY-----\n";
    }

    private AccessTokens tokens(SigningKey current, SigningKey... previous) {
        return new AccessTokens(new SigningKeys(current, List.of(previous)), Duration.ofHours(1), time);
    }

    private String issue(SigningKey key) {
        return tokens(key).issue(ANN, UUID.randomUUID(), now).token();
    }

    private static void refused(AccessTokens tokens, String token) {
        assertEquals(
                ErrorCode.TOKEN_INVALID,
                assertThrows(DomainError.class, () -> tokens.verify(token)).code());
    }

    @ParameterizedTest
    @EnumSource
    void eachKindOfKeySignsWhatItBelieves(Kind kind) throws Exception {
        SigningKey key = key(kind);
        AccessTokens.Claims claims = tokens(key).verify(issue(key));
        assertEquals(ANN.userId(), claims.userId());
        assertEquals(ANN.sessionId(), claims.sessionId());
    }

    @ParameterizedTest
    @EnumSource
    void everyTokenHasAnIdAndNamesItsKey(Kind kind) throws Exception {
        SigningKey key = key(kind);
        UUID id = UUID.randomUUID();
        SignedJWT token = SignedJWT.parse(tokens(key).issue(ANN, id, now).token());
        assertEquals(id.toString(), token.getJWTClaimsSet().getJWTID());
        assertEquals(key.id(), token.getHeader().getKeyID());
    }

    @ParameterizedTest
    @EnumSource
    void anAlteredTokenIsRefused(Kind kind) throws Exception {
        SigningKey key = key(kind);
        String[] parts = issue(key).split("\\.", -1);
        String other = issue(key).split("\\.", -1)[1];
        assertNotEquals(parts[1], other);
        refused(tokens(key), String.join(".", parts[0], other, parts[2]));
        refused(tokens(key), String.join(".", parts[0], parts[1], ""));
        refused(tokens(key), issue(key) + "A".repeat(5000));
    }

    @Test
    void theOldKeyIsBelievedAsLongAsItIsNamed() throws Exception {
        SigningKey before = key(Kind.SECRET);
        SigningKey after = key(Kind.RSA);
        String token = issue(before);
        assertEquals(ANN.userId(), tokens(after, before).verify(token).userId());
        refused(tokens(after), token);
    }

    /** The classic: a public key, which everyone has, taken for the secret of an HMAC. */
    @Test
    void aPublicKeyIsNoSecret() throws Exception {
        SigningKey rsa = key(Kind.RSA);
        RSAPublicKey publicKey = ((RSAKey) publicKey(rsa)).toRSAPublicKey();
        String pem = "-----BEGIN PUBLIC KEY-----\n" + Base64.getMimeEncoder().encodeToString(publicKey.getEncoded())
                + "\n-----END PUBLIC KEY-----\n";
        for (byte[] secret : List.of(pem.getBytes(StandardCharsets.UTF_8), publicKey.getEncoded())) {
            SignedJWT forged = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.HS256).keyID(rsa.id()).build(), claims(rsa));
            forged.sign(new MACSigner(secret));
            refused(tokens(rsa), forged.serialize());
        }
    }

    private static JWK publicKey(SigningKey key) {
        return new SigningKeys(key, List.of()).published().getKeys().getFirst();
    }

    private JWTClaimsSet claims(SigningKey key) throws ParseException {
        return SignedJWT.parse(issue(key)).getJWTClaimsSet();
    }

    @ParameterizedTest
    @EnumSource
    void anUnsignedTokenIsRefused(Kind kind) throws Exception {
        refused(tokens(key(kind)), new PlainJWT(claims(key(kind))).serialize());
    }

    /** Whatever the header says about where to find a key, only the ids of our own count. */
    @Test
    void aKeyWithinATokenMeansNothing() throws Exception {
        SigningKey ours = key(Kind.RSA);
        PemKeyPair theirs = rsaPair(2048);
        SigningKey forging = SigningKey.ofPair(theirs);
        for (String id : new String[] {forging.id(), ours.id(), null, "../../dev/null", "' OR 1=1 --"}) {
            SignedJWT forged = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.RS256)
                            .keyID(id)
                            .jwk(publicKey(forging))
                            .jwkURL(URI.create("https://keys.example/jwks.json"))
                            .build(),
                    claims(ours));
            forged.sign(forging.signer());
            refused(tokens(ours), forged.serialize());
        }
    }

    @Test
    void aTokenWithoutAKeyIdIsMeasuredByTheCurrentKey() throws Exception {
        SigningKey current = key(Kind.SECRET);
        SignedJWT token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims(current));
        token.sign(current.signer());
        assertEquals(ANN.userId(), tokens(current).verify(token.serialize()).userId());
        refused(tokens(SigningKey.ofSecret(SECRET + "!"), current), token.serialize());
    }

    @Test
    void onlyPublicHalvesArePublished() throws Exception {
        assertTrue(new SigningKeys(key(Kind.SECRET), List.of()).published().isEmpty());
        List<JWK> keys = new SigningKeys(key(Kind.EC), List.of(key(Kind.RSA), key(Kind.SECRET)))
                .published()
                .getKeys();
        assertEquals(2, keys.size());
        keys.forEach(key -> assertFalse(key.isPrivate()));
    }

    @Test
    void theSameIdAndTimeGiveTheSameToken() throws JOSEException {
        AccessTokens tokens = tokens(SigningKey.ofSecret(SECRET));
        UUID id = UUID.randomUUID();
        assertEquals(tokens.issue(ANN, id, now), tokens.issue(ANN, id, now));
    }

    @Test
    void whatIsNoUsableKeyIsExplained() throws Exception {
        KeyPairGenerator p384 = KeyPairGenerator.getInstance("EC");
        p384.initialize(384);
        byte[] ec = Base64.getMimeDecoder().decode(EC_PEM.replaceAll("-----[A-Z ]+-----", ""));
        byte[] withoutPublicHalf = Arrays.copyOf(ec, ec.length - 64);
        for (String text : List.of(
                "",
                "no key at all",
                pem(new byte[] {1, 2, 3}),
                pem(p384.generateKeyPair().getPrivate().getEncoded()),
                pem(withoutPublicHalf),
                EC_PEM.replace("PRIVATE", "PUBLIC"))) {
            String problem =
                    assertThrows(StartupProblem.class, () -> read(text)).getMessage();
            assertTrue(problem.startsWith("The file that THE_FILE names cannot be used"), problem);
        }
        assertThrows(StartupProblem.class, () -> rsaPair(1024));
        assertThrows(StartupProblem.class, () -> PemKeyPair.read(directory.resolve("missing.pem"), "THE_FILE"));
    }
}
