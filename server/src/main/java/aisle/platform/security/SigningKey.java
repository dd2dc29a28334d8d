package aisle.platform.security;

import aisle.platform.config.StartupProblem;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * A key with its one algorithm: a token that names another algorithm was not signed with it, whatever its signature says.
 *
 * @param id goes into the header of a token as {@code kid}
 * @param publicKey for others who check tokens; null for a secret
 */
record SigningKey(
        String id,
        JWSAlgorithm algorithm,
        JWSSigner signer,
        JWSVerifier verifier,
        @Nullable JWK publicKey) {
    private static final int ID_BYTES = 9;

    /** A secret of at least 32 bytes, for HS256. */
    static SigningKey ofSecret(String secret) throws JOSEException {
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        byte[] fingerprint = aisle.platform.crypto.Sealing.mac(
                new SecretKeySpec(bytes, "HmacSHA256"), "aisle/kid".getBytes(StandardCharsets.UTF_8));
        String id = Base64URL.encode(Arrays.copyOf(fingerprint, ID_BYTES)).toString();
        return new SigningKey(id, JWSAlgorithm.HS256, new MACSigner(bytes), new MACVerifier(bytes), null);
    }

    /** A pair of keys: RSA for RS256, the curve P-256 for ES256. The id is the key's thumbprint (RFC 7638). */
    static SigningKey ofPair(PemKeyPair pair) throws JOSEException {
        return switch (pair.publicKey()) {
            case RSAPublicKey rsa -> {
                RSAKey key = new RSAKey.Builder(rsa)
                        .keyUse(KeyUse.SIGNATURE)
                        .algorithm(JWSAlgorithm.RS256)
                        .keyIDFromThumbprint()
                        .build();
                yield new SigningKey(
                        key.getKeyID(),
                        JWSAlgorithm.RS256,
                        new RSASSASigner((RSAPrivateKey) pair.privateKey()),
                        new RSASSAVerifier(rsa),
                        key);
            }
            case ECPublicKey ec -> {
                ECKey key = new ECKey.Builder(Curve.P_256, ec)
                        .keyUse(KeyUse.SIGNATURE)
                        .algorithm(JWSAlgorithm.ES256)
                        .keyIDFromThumbprint()
                        .build();
                yield new SigningKey(
                        key.getKeyID(),
                        JWSAlgorithm.ES256,
                        new ECDSASigner((ECPrivateKey) pair.privateKey()),
                        new ECDSAVerifier(ec),
                        key);
            }
            default ->
                throw new StartupProblem(
                        StartupProblem.Kind.CONFIGURATION,
                        "A key for tokens must be an RSA key or an EC key of the curve P-256.");
        };
    }

    String sign(JWTClaimsSet claims) {
        SignedJWT token =
                new SignedJWT(new JWSHeader.Builder(algorithm).keyID(id).build(), claims);
        try {
            token.sign(signer);
        } catch (JOSEException e) {
            throw new IllegalStateException("cannot sign an access token", e);
        }
        return token.serialize();
    }

    boolean verifies(SignedJWT token) throws JOSEException {
        return algorithm.equals(token.getHeader().getAlgorithm()) && token.verify(verifier);
    }

    /** Keeps the secret out of logs. */
    @Override
    public String toString() {
        return "SigningKey[" + id + ", " + algorithm + "]";
    }
}
