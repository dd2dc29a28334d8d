package aisle.accounts.signin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aisle.testing.Client;
import aisle.testing.Client.Reply;
import aisle.testing.Program;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.text.ParseException;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** A server whose operator changes the key under its tokens, and the way passwords are hashed, from start to start. */
class SigningKeysIT {
    /** Made by {@code openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256} for this test only. */
    private static final String EC_PEM = """
            -----BEGIN PRIVATE KEY-----
            MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgzK1rrO3jkuqpe1Hu
            BDB/TW3ZsNfAiMzGPKcXs71CQM2hRANCAAS+OfGGd84DuipvxYy/EK4vwh7VfFso
            Za7GRHAi3BndolGiXSGXVC7AnELN84b+IC4ndjKAchHTdie7FhLlSfNY
            -----END PRIVATE KEY-----
            """;

    private static final String CREDENTIALS = """
            "email": "ann@shop.example", "password": "correct horse battery"
            """;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path directory;

    private Client client;

    @FunctionalInterface
    private interface Step {
        void run() throws Exception;
    }

    private Path data() {
        return directory.resolve("data");
    }

    @AfterEach
    void cleanUp() {
        Program.cleanUp(data());
    }

    @Test
    void aKeyIsChangedWithoutSigningAnybodyOut() throws Exception {
        String rsa = rsaKey();
        String ec = Files.writeString(directory.resolve("ec.pem"), EC_PEM).toString();
        Map<String, String> tokens = new HashMap<>();

        served(Map.of("JWT_ALGORITHM", "RS256", "JWT_PRIVATE_KEY_FILE", rsa), () -> {
            Reply registered = client.post("/api/v1/auth/register", null, null, "{" + CREDENTIALS + """
                    , "full_name": "Ann"}
                    """);
            assertEquals(201, registered.status(), registered::toString);
            tokens.put("first", registered.body().at("/data/access_token").asText());
            tokens.put("refresh", registered.body().at("/data/refresh_token").asText());
            assertEquals(200, me(tokens.get("first")).status());
            assertEquals(List.of("RS256"), published());
            assertTrue(isSignedByAPublishedKey(tokens.get("first")));
            assertForgeriesAreRefused(tokens.get("first"));
            assertTrue(passwordHash().startsWith("$2"), passwordHash());
        });

        served(
                Map.of(
                        "JWT_ALGORITHM", "ES256",
                        "JWT_PRIVATE_KEY_FILE", ec,
                        "JWT_PREVIOUS_PRIVATE_KEY_FILE", rsa,
                        "PASSWORD_HASH", "argon2id",
                        "PASSWORD_HASH_MEMORY", "8192"),
                () -> {
                    assertEquals(200, me(tokens.get("first")).status());
                    assertEquals(List.of("ES256", "RS256"), published());
                    assertTrue(isSignedByAPublishedKey(tokens.get("first")));
                    tokens.put("second", token(login()));
                    assertTrue(isSignedByAPublishedKey(tokens.get("second")));
                    assertEquals(
                            "ES256", header(tokens.get("second")).getAlgorithm().getName());
                    String hash = passwordHash();
                    assertTrue(hash.startsWith("$argon2id$"), hash);
                    assertEquals(200, login().status());
                    assertEquals(hash, passwordHash());
                });

        served(Map.of("JWT_ALGORITHM", "ES256", "JWT_PRIVATE_KEY_FILE", ec), () -> {
            assertEquals("TOKEN_INVALID", me(tokens.get("first")).errorCode());
            assertEquals(200, me(tokens.get("second")).status());
            assertEquals(List.of("ES256"), published());
            Reply refreshed = client.post("/api/v1/auth/refresh", null, null, """
                    {"refresh_token": "%s"}
                    """.formatted(tokens.get("refresh")));
            assertEquals(200, me(token(refreshed)).status());
        });
    }

    private void served(Map<String, String> settings, Step step) throws Exception {
        Map<String, String> environment = new HashMap<>(settings);
        environment.put("APP_ENV", "development");
        environment.put("PASSWORD_HASH_COST", "4");
        environment.put("LOG_LEVEL", "WARN");
        int port = Program.freePort();
        try (Program program = Program.start(
                        environment, "serve", "--data", data().toString(), "--port", Integer.toString(port))
                .awaitReady(port)) {
            client = new Client("http://localhost:" + port);
            step.run();
            program.terminate();
        }
    }

    private String rsaKey() throws IOException, GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        String text = Base64.getMimeEncoder()
                .encodeToString(generator.generateKeyPair().getPrivate().getEncoded());
        return Files.writeString(
                        directory.resolve("rsa.pem"),
                        "-----BEGIN PRIVATE KEY-----\n" + text + "\n-----END PRIVATE KEY-----\n")
                .toString();
    }

    /** What is not signed, and what is signed by the public key as if it were a secret. */
    private void assertForgeriesAreRefused(String token) throws Exception {
        SignedJWT real = SignedJWT.parse(token);
        String unsigned = new PlainJWT(real.getJWTClaimsSet()).serialize();
        assertEquals("TOKEN_INVALID", me(unsigned).errorCode());
        SignedJWT forged = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.HS256)
                        .keyID(real.getHeader().getKeyID())
                        .build(),
                real.getJWTClaimsSet());
        JWK key = keySet().getKeyByKeyId(real.getHeader().getKeyID());
        forged.sign(new MACSigner(key.toRSAKey().toRSAPublicKey().getEncoded()));
        assertEquals("TOKEN_INVALID", me(forged.serialize()).errorCode());
    }

    private boolean isSignedByAPublishedKey(String token) throws Exception {
        SignedJWT signed = SignedJWT.parse(token);
        JWK key = keySet().getKeyByKeyId(signed.getHeader().getKeyID());
        assertEquals(key.getAlgorithm(), signed.getHeader().getAlgorithm());
        return signed.verify(verifier(key));
    }

    private static JWSVerifier verifier(JWK key) throws JOSEException {
        return key.getAlgorithm().equals(JWSAlgorithm.RS256)
                ? new RSASSAVerifier(key.toRSAKey())
                : new ECDSAVerifier(key.toECKey());
    }

    private List<String> published() throws Exception {
        keySet().getKeys().forEach(key -> assertFalse(key.isPrivate()));
        return keySet().getKeys().stream()
                .map(key -> key.getAlgorithm().getName())
                .toList();
    }

    private JWKSet keySet() throws IOException, InterruptedException, ParseException {
        return JWKSet.parse(client.text("/.well-known/jwks.json"));
    }

    private static JWSHeader header(String token) throws ParseException {
        return SignedJWT.parse(token).getHeader();
    }

    private Reply login() throws IOException, InterruptedException {
        return client.post("/api/v1/auth/login", null, null, "{" + CREDENTIALS + "}");
    }

    private static String token(Reply reply) {
        assertEquals(200, reply.status(), reply::toString);
        return reply.body().at("/data/access_token").asText();
    }

    private Reply me(String token) throws IOException, InterruptedException {
        return client.get("/api/v1/auth/me", token);
    }

    private String passwordHash() throws SQLException {
        try (Connection connection = Program.connect(data());
                Statement query = connection.createStatement();
                ResultSet rows = query.executeQuery("SELECT password_hash FROM aisle.app_user")) {
            rows.next();
            return rows.getString(1);
        }
    }
}
