package aisle.accounts.signin;

import aisle.kernel.SessionId;
import aisle.platform.crypto.Keys;
import aisle.platform.crypto.Sealing;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.UUID;
import javax.crypto.SecretKey;

/**
 * The tokens of a sign-in, generation after generation, each derived by HMAC from the session and its number. Nobody can
 * guess them without the key, and the database holds hashes only; but the server can say again what it said before, so
 * that whoever lost an answer on the way gets the same one and not a second successor.
 */
@Singleton
class TokenChain {
    private static final long VERSION_8 = 0x8000L;
    private static final long VARIANT = 0x8000000000000000L;

    private final SecretKey key;

    TokenChain(Keys keys) {
        this.key = keys.derive("refresh-token", "HmacSHA256");
    }

    String refreshToken(SessionId session, int generation) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(derive("refresh", session, generation));
    }

    /** The {@code jti} of the access token that goes with a refresh token: UUID version 8 (RFC 9562). */
    UUID accessTokenId(SessionId session, int generation) {
        ByteBuffer bytes = ByteBuffer.wrap(derive("access", session, generation));
        return new UUID(bytes.getLong() & ~0xF000L | VERSION_8, bytes.getLong() & ~(VARIANT | VARIANT >>> 1) | VARIANT);
    }

    private byte[] derive(String use, SessionId session, int generation) {
        String text = use + "/" + session + "/" + generation;
        return Sealing.mac(key, text.getBytes(StandardCharsets.UTF_8));
    }
}
