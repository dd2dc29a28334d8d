package aisle.platform.crypto;

import aisle.platform.time.Secrets;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/**
 * Encrypts what must not stand in the database in the clear, with AES-256-GCM, and makes the keyed hashes by which such
 * values are found again. The first byte of a sealed value names the format, so that keys can be rotated later.
 */
@Singleton
public class Sealing {
    private static final byte FORMAT = 1;
    private static final int IV_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecretKey sealKey;
    private final SecretKey lookupKey;
    private final Secrets secrets;

    Sealing(Keys keys, Secrets secrets) {
        this.sealKey = keys.derive("seal", "AES");
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
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, place, iv).doFinal(text.getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.allocate(1 + IV_BYTES + sealed.length)
                    .put(FORMAT)
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
     * @throws IllegalStateException when the value was altered, moved from another place or sealed with another key
     */
    public String open(String place, byte[] sealed) {
        if (sealed.length <= 1 + IV_BYTES || sealed[0] != FORMAT) {
            throw new IllegalStateException("not a sealed value: " + place);
        }
        byte[] iv = Arrays.copyOfRange(sealed, 1, 1 + IV_BYTES);
        try {
            byte[] text =
                    cipher(Cipher.DECRYPT_MODE, place, iv).doFinal(sealed, 1 + IV_BYTES, sealed.length - 1 - IV_BYTES);
            return new String(text, StandardCharsets.UTF_8);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot decrypt " + place + ": another PII_KEY, or an altered row", e);
        }
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

    private Cipher cipher(int mode, String place, byte[] iv) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, sealKey, new GCMParameterSpec(TAG_BITS, iv));
        cipher.updateAAD(place.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }
}
