package aisle.payments;

import aisle.platform.crypto.Sealing;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;

/**
 * The signatures of webhooks as Stripe makes them (https://docs.stripe.com/webhooks#verify-manually): a header
 * {@code t=…,v1=…} with the time and HMAC-SHA256, in hexadecimal, of time, a dot and the body. There may be several, while a
 * secret is exchanged.
 */
public final class SignedBody {
    private static final Duration TOLERANCE = Duration.ofMinutes(5);
    private static final HexFormat HEX = HexFormat.of();

    private SignedBody() {}

    /** The header of a body that is sent now. */
    public static String sign(SecretKey key, byte[] body, Instant now) {
        return "t=" + now.getEpochSecond() + ",v1=" + HEX.formatHex(mac(key, now.getEpochSecond(), body));
    }

    /** Whether a body was signed with this key, a short while ago. */
    public static boolean isValid(SecretKey key, byte[] body, @Nullable String header, Instant now) {
        long time = 0;
        boolean isTimely = false;
        boolean isGenuine = false;
        for (String part : header == null ? new String[0] : header.split(",", -1)) {
            String value = part.substring(part.indexOf('=') + 1).strip();
            if (part.strip().startsWith("t=") && value.matches("\\d{1,12}")) {
                time = Long.parseLong(value);
                isTimely =
                        Duration.between(Instant.ofEpochSecond(time), now).abs().compareTo(TOLERANCE) <= 0;
            } else if (part.strip().startsWith("v1=")) {
                isGenuine |= MessageDigest.isEqual(
                        HEX.formatHex(mac(key, time, body)).getBytes(StandardCharsets.US_ASCII),
                        value.getBytes(StandardCharsets.UTF_8));
            }
        }
        return isTimely && isGenuine;
    }

    private static byte[] mac(SecretKey key, long time, byte[] body) {
        byte[] prefix = (time + ".").getBytes(StandardCharsets.US_ASCII);
        byte[] signed = new byte[prefix.length + body.length];
        System.arraycopy(prefix, 0, signed, 0, prefix.length);
        System.arraycopy(body, 0, signed, prefix.length, body.length);
        return Sealing.mac(key, signed);
    }
}
