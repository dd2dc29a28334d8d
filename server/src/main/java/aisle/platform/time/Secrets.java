package aisle.platform.time;

import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.util.Base64;

/** The only source of unpredictable values: tokens, order numbers, initialisation vectors. */
@Singleton
public class Secrets {
    private final SecureRandom random = new SecureRandom();

    public byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    /** A number from 0 to {@code bound} − 1. */
    public int below(int bound) {
        return random.nextInt(bound);
    }

    /** A token of this many random bytes, as URL-safe text without padding. */
    public String token(int bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(bytes));
    }
}
