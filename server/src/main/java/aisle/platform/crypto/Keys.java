package aisle.platform.crypto;

import aisle.platform.config.AisleConfig;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;

/**
 * Derives a key for each purpose from a root key, by HKDF with SHA-256 (RFC 5869). Encryption has PII_KEY as its root, which
 * can be exchanged: what was sealed with one of PII_KEY_OLD can still be opened. Everything that must stay the same to be
 * found or compared again, such as keyed hashes, has PII_INDEX_KEY, which is PII_KEY until that is first exchanged.
 */
@Singleton
public class Keys {
    static final int SEAL_ID_BYTES = 4;
    private static final int ROOT_BYTES = 32;

    private final byte[] index;
    private final List<SealKey> sealKeys = new ArrayList<>();

    @Inject
    Keys(AisleConfig config) {
        this(config.piiKey(), config.piiKeyOld(), config.piiIndexKey());
    }

    /** @param old further roots, parted by commas */
    Keys(String current, Optional<String> old, Optional<String> index) {
        List<byte[]> roots = new ArrayList<>();
        roots.add(decodeRoot(current));
        old.ifPresent(
                list -> Arrays.stream(list.split(",", -1)).map(Keys::decodeRoot).forEach(roots::add));
        this.index = index.map(Keys::decodeRoot).orElse(roots.getFirst());
        roots.add(this.index);
        for (byte[] root : roots) {
            byte[] id = Arrays.copyOf(derive(root, "seal-id", "Generic").getEncoded(), SEAL_ID_BYTES);
            if (sealKeys.stream().noneMatch(known -> Arrays.equals(known.id(), id))) {
                sealKeys.add(new SealKey(id, derive(root, "seal", "AES")));
            }
        }
    }

    /** A key for encryption, and the id by which a sealed value names it. */
    @SuppressWarnings("ArrayRecordComponent") // never compared as a record
    record SealKey(byte[] id, SecretKey key) {}

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
        return derive(index, purpose, algorithm);
    }

    /** The key that seals, then those that only open. */
    List<SealKey> sealKeys() {
        return List.copyOf(sealKeys);
    }

    private static SecretKey derive(byte[] root, String purpose, String algorithm) {
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
