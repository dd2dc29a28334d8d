package aisle.cart;

import aisle.platform.crypto.Keys;
import aisle.platform.crypto.Sealing;
import aisle.platform.time.Secrets;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;

/**
 * Makes the tokens of guests and knows them again: 24 random bytes, and 8 by which it sees that it made them. So a token can
 * be handed out before there is a cart, and one that somebody thought up finds none.
 */
@Singleton
class CartTokens {
    private static final int RANDOM_BYTES = 24;
    private static final int MARK_BYTES = 8;

    private final SecretKey key;
    private final Secrets secrets;
    private final Sealing sealing;

    CartTokens(Keys keys, Secrets secrets, Sealing sealing) {
        this.key = keys.derive("cart-token", "HmacSHA256");
        this.secrets = secrets;
        this.sealing = sealing;
    }

    CartToken fresh() {
        byte[] random = secrets.bytes(RANDOM_BYTES);
        byte[] token = ByteBuffer.allocate(RANDOM_BYTES + MARK_BYTES)
                .put(random)
                .put(mark(random))
                .array();
        return token(Base64.getUrlEncoder().withoutPadding().encodeToString(token));
    }

    /** The token that somebody sent; null unless it was made here. */
    @Nullable
    CartToken known(@Nullable String text) {
        byte[] token = text == null ? null : decoded(text);
        if (text == null || token == null || token.length != RANDOM_BYTES + MARK_BYTES) {
            return null;
        }
        byte[] random = Arrays.copyOf(token, RANDOM_BYTES);
        byte[] mark = Arrays.copyOfRange(token, RANDOM_BYTES, token.length);
        return MessageDigest.isEqual(mark, mark(random)) ? token(text) : null;
    }

    private CartToken token(String text) {
        return new CartToken(text, sealing.lookupHash(text));
    }

    private byte[] mark(byte[] random) {
        return Arrays.copyOf(Sealing.mac(key, random), MARK_BYTES);
    }

    private static byte @Nullable [] decoded(String text) {
        try {
            return Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
