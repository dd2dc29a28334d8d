package aisle.platform.crypto;

import aisle.platform.config.AisleConfig;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;

/** Derives a key for each purpose from the one root key PII_KEY, by HKDF with SHA-256 (RFC 5869). */
@Singleton
public class Keys {
    private static final int ROOT_BYTES = 32;

    private final byte[] root;

    Keys(AisleConfig config) {
        root = decodeRoot(config.piiKey());
    }

    /**
     * Decodes a root key.
     *
     * @throws IllegalArgumentException unless the text is base64 of exactly 32 bytes
     */
    public static byte[] decodeRoot(String base64) {
        byte[] bytes = Base64.getDecoder().decode(base64.strip());
        if (bytes.length != ROOT_BYTES) {
            throw new IllegalArgumentException("PII_KEY must be base64 of exactly 32 bytes, not of " + bytes.length);
        }
        return bytes;
    }

    /** The 256-bit key for one purpose; the same purpose always gives the same key. */
    public SecretKey derive(String purpose, String algorithm) {
        try {
            return KDF.getInstance("HKDF-SHA256")
                    .deriveKey(
                            algorithm,
                            HKDFParameterSpec.ofExtract()
                                    .addIKM(root)
                                    .thenExpand(("aisle/" + purpose).getBytes(StandardCharsets.UTF_8), 32));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK cannot derive keys", e);
        }
    }
}
