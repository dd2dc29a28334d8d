package aisle.platform.web.idempotency;

import aisle.kernel.DomainError;
import aisle.kernel.ErrorCode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** The scope of a key: the same value of another caller, method or path is another key. */
public record IdempotencyKey(String caller, String method, String path, String value) {
    private static final Pattern PRINTABLE_ASCII = Pattern.compile("[\\x20-\\x7E]{1,255}");

    /**
     * Reads the header; quotes around the value are not part of it.
     *
     * @throws DomainError {@link ErrorCode#VALIDATION_ERROR} unless it is 1 to 255 printable ASCII characters
     */
    public static IdempotencyKey of(String caller, String method, String path, String header) {
        String value = header.strip();
        if (value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"")) {
            value = value.substring(1, value.length() - 1);
        }
        if (!PRINTABLE_ASCII.matcher(value).matches()) {
            throw DomainError.invalid(
                    "Idempotency-Key", "invalid", "The Idempotency-Key must be 1 to 255 printable ASCII characters.");
        }
        return new IdempotencyKey(caller, method, path, value);
    }

    /** What it is known by where a long text would not do. */
    public byte[] hash() {
        return sha256(scope());
    }

    private byte[] scope() {
        return String.join("\n", caller, method, path, value).getBytes(StandardCharsets.UTF_8);
    }

    /** A number for PostgreSQL's advisory locks. Of two keys that share one by chance, one is asked to come again. */
    long lockNumber() {
        return ByteBuffer.wrap(hash()).getLong();
    }

    /** What stands for a secret in the name of a caller. */
    public static String hash(String secret) {
        return HexFormat.of().formatHex(sha256(secret.getBytes(StandardCharsets.UTF_8)));
    }

    static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JDK has no SHA-256", e);
        }
    }
}
