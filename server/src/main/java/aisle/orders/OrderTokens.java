package aisle.orders;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * What a guest gets with an order and shows to see it again. Only its hash is kept; it is random and long, so that a plain
 * one suffices.
 */
public final class OrderTokens {
    /** Random bytes of one. */
    public static final int BYTES = 24;

    private OrderTokens() {}

    /** What is kept of a token. */
    public static byte[] hash(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JDK has no SHA-256", e);
        }
    }
}
