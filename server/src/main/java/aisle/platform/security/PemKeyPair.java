package aisle.platform.security;

import aisle.platform.config.StartupProblem;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A private key from a PEM file, as {@code openssl genpkey} writes it (PKCS #8), with the public key that belongs to it.
 */
record PemKeyPair(PrivateKey privateKey, PublicKey publicKey) {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");

    private static final int WEAKEST_RSA_BITS = 2048;
    private static final int COORDINATE_BYTES = 32;
    private static final byte UNCOMPRESSED = 4;

    /**
     * Reads a file.
     *
     * @throws StartupProblem in words for the operator, when it is none of the two kinds
     */
    static PemKeyPair read(Path file, String setting) {
        try {
            Matcher block = BLOCK.matcher(Files.readString(file));
            if (!block.find()) {
                throw unusable(setting, "it holds no \"BEGIN PRIVATE KEY\"");
            }
            return decode(Base64.getMimeDecoder().decode(block.group(1)), setting);
        } catch (IOException | IllegalArgumentException e) {
            throw unusable(setting, "it cannot be read as text in PEM form");
        } catch (GeneralSecurityException e) {
            throw unusable(setting, "it is neither an RSA key nor an EC key of the curve P-256");
        }
    }

    private static PemKeyPair decode(byte[] der, String setting) throws GeneralSecurityException {
        PrivateKey key;
        try {
            key = KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(der));
        } catch (InvalidKeySpecException e) {
            key = KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(der));
        }
        PublicKey publicKey = switch (key) {
            case RSAPrivateCrtKey rsa
            when rsa.getModulus().bitLength() < WEAKEST_RSA_BITS ->
                throw unusable(setting, "an RSA key must have at least " + WEAKEST_RSA_BITS + " bits");
            case RSAPrivateCrtKey rsa ->
                KeyFactory.getInstance("RSA")
                        .generatePublic(new RSAPublicKeySpec(rsa.getModulus(), rsa.getPublicExponent()));
            case ECPrivateKey ec -> publicPoint(ec, der);
            default -> throw new InvalidKeySpecException();
        };
        PemKeyPair pair = new PemKeyPair(key, publicKey);
        if (!pair.belongTogether()) {
            throw unusable(setting, "it does not hold the public key too; \"openssl pkey\" writes it anew with it");
        }
        return pair;
    }

    /** The file ends with the public point (RFC 5915 within RFC 5208); Java reads the private number only. */
    private static PublicKey publicPoint(ECPrivateKey key, byte[] der) throws GeneralSecurityException {
        AlgorithmParameters p256 = AlgorithmParameters.getInstance("EC");
        p256.init(new ECGenParameterSpec("secp256r1"));
        ECParameterSpec curve = p256.getParameterSpec(ECParameterSpec.class);
        int start = der.length - 2 * COORDINATE_BYTES;
        if (!curve.getCurve().equals(key.getParams().getCurve()) || start < 1 || der[start - 1] != UNCOMPRESSED) {
            throw new InvalidKeySpecException();
        }
        ECPoint point = new ECPoint(
                new BigInteger(1, Arrays.copyOfRange(der, start, start + COORDINATE_BYTES)),
                new BigInteger(1, Arrays.copyOfRange(der, start + COORDINATE_BYTES, der.length)));
        return KeyFactory.getInstance("EC").generatePublic(new ECPublicKeySpec(point, curve));
    }

    private boolean belongTogether() throws GeneralSecurityException {
        String algorithm = privateKey instanceof ECPrivateKey ? "SHA256withECDSA" : "SHA256withRSA";
        byte[] probe = {1, 2, 3};
        Signature signing = Signature.getInstance(algorithm);
        signing.initSign(privateKey);
        signing.update(probe);
        byte[] signature = signing.sign();
        Signature checking = Signature.getInstance(algorithm);
        checking.initVerify(publicKey);
        checking.update(probe);
        return checking.verify(signature);
    }

    private static StartupProblem unusable(String setting, String reason) {
        return new StartupProblem(
                StartupProblem.Kind.CONFIGURATION,
                "The file that " + setting + " names cannot be used: " + reason + ".");
    }

    /** Keeps the key out of logs. */
    @Override
    public String toString() {
        return "PemKeyPair[" + publicKey.getAlgorithm() + "]";
    }
}
