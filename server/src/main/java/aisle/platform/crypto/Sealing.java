package aisle.platform.crypto;

import aisle.platform.time.Secrets;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.List;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/**
 * Encrypts what must not stand in the database in the clear, with AES-256-GCM, and makes the keyed hashes by which such
 * values are found again. A sealed value is: the format, the id of its key (not in the first format), the initialisation
 * vector, the ciphertext with its tag.
 */
@Singleton
public class Sealing {
    private static final byte FORMAT_WITHOUT_KEY_ID = 1;
    private static final byte FORMAT = 2;
    private static final int IV_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final List<Keys.SealKey> sealKeys;
    private final SecretKey lookupKey;
    private final Secrets secrets;

    Sealing(Keys keys, Secrets secrets) {
        this.sealKeys = keys.sealKeys();
        this.lookupKey = keys.derive("lookup", "HmacSHA256");
        this.secrets = secrets;
    }

    /**
     * Encrypts a text.
     *
     * @param place where the value is kept, such as {@code app_user.email}; it can be opened there only
     */
    public byte[] seal(String place, String text) {
        byte[] iv = secrets.bytes(IV_BYTES);
        Keys.SealKey key = sealKeys.getFirst();
        try {
            byte[] sealed =
                    cipher(Cipher.ENCRYPT_MODE, key.key(), place, iv).doFinal(text.getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.allocate(1 + Keys.SEAL_ID_BYTES + IV_BYTES + sealed.length)
                    .put(FORMAT)
                    .put(key.id())
                    .put(iv)
                    .put(sealed)
                    .array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot encrypt " + place, e);
        }
    }

    /**
     * Decrypts what {@link #seal} made for the same place.
     *
     * @throws IllegalStateException when the value was altered, moved from another place or sealed with a key that is not
     *     known any more
     */
    public String open(String place, byte[] sealed) {
        if (sealed.length > 1 + IV_BYTES && sealed[0] == FORMAT_WITHOUT_KEY_ID) {
            return open(place, sealed, 1, sealKeys);
        }
        if (sealed.length > 1 + Keys.SEAL_ID_BYTES + IV_BYTES && sealed[0] == FORMAT) {
            byte[] id = Arrays.copyOfRange(sealed, 1, 1 + Keys.SEAL_ID_BYTES);
            return open(
                    place,
                    sealed,
                    1 + Keys.SEAL_ID_BYTES,
                    sealKeys.stream().filter(key -> Arrays.equals(key.id(), id)).toList());
        }
        throw new IllegalStateException("not a sealed value: " + place);
    }

    private static String open(String place, byte[] sealed, int start, List<Keys.SealKey> candidates) {
        byte[] iv = Arrays.copyOfRange(sealed, start, start + IV_BYTES);
        for (Keys.SealKey candidate : candidates) {
            try {
                byte[] text = cipher(Cipher.DECRYPT_MODE, candidate.key(), place, iv)
                        .doFinal(sealed, start + IV_BYTES, sealed.length - start - IV_BYTES);
                return new String(text, StandardCharsets.UTF_8);
            } catch (AEADBadTagException e) {
                // Another key's, or altered: whichever, no key opens it.
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("cannot decrypt " + place, e);
            }
        }
        throw new IllegalStateException("cannot decrypt " + place + ": another PII_KEY, or an altered row");
    }

    /** With what every value begins that was sealed with the present key; anything else is to be sealed anew. */
    public byte[] currentPrefix() {
        return ByteBuffer.allocate(1 + Keys.SEAL_ID_BYTES)
                .put(FORMAT)
                .put(sealKeys.getFirst().id())
                .array();
    }

    /** A keyed hash by which a sealed value is found; equal texts give equal hashes, so normalise first. */
    public byte[] lookupHash(String text) {
        return mac(lookupKey, text.getBytes(StandardCharsets.UTF_8));
    }

    /** HMAC-SHA-256. */
    public static byte[] mac(SecretKey key, byte[] message) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return mac.doFinal(message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK cannot compute an HMAC", e);
        }
    }

    private static Cipher cipher(int mode, SecretKey key, String place, byte[] iv) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, iv));
        cipher.updateAAD(place.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }
}
