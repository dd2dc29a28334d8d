package aisle.platform.security;

import aisle.kernel.ApiKeyId;
import aisle.kernel.DomainError;
import aisle.kernel.ErrorCode;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * An API key as a machine sends it: {@code aisle_}, the key's id, a secret of 192 random bits and a CRC-32 of all before
 * it, each as a number of base 36. So a scanner that looks for leaked secrets finds one by its form and knows that it is
 * no chance, and a key with a slip of the pen is refused without asking anybody.
 *
 * <p>A fast hash is enough for such a secret: 192 random bits cannot be guessed, however many are tried, and a slow one
 * would be paid with each request.
 */
public final class ApiKeySecret {
    /** How many random bytes a key has. */
    public static final int SECRET_BYTES = 24;

    private static final String PREFIX = "aisle_";
    private static final int RADIX = 36;
    private static final int ID_BYTES = 16;
    private static final int ID_DIGITS = 25;
    private static final int SECRET_DIGITS = 38;
    private static final int CHECK_DIGITS = 7;
    private static final int START_LENGTH = PREFIX.length() + ID_DIGITS;
    private static final int BODY_LENGTH = START_LENGTH + SECRET_DIGITS;
    private static final Pattern FORM =
            Pattern.compile(PREFIX + "[0-9a-z]{" + (ID_DIGITS + SECRET_DIGITS + CHECK_DIGITS) + "}");

    /** Also finds a key of which a part was cut off or written in capitals: it may be most of one. */
    private static final Pattern SECRET_IN_TEXT =
            Pattern.compile("(" + PREFIX + "[0-9a-z]{" + ID_DIGITS + "})[0-9a-z]+", Pattern.CASE_INSENSITIVE);

    private final ApiKeyId id;
    private final String text;
    private final byte[] hash;

    private ApiKeySecret(ApiKeyId id, String text) {
        this.id = id;
        this.text = text;
        this.hash = sha256(text);
    }

    /** A new key's text. */
    public static ApiKeySecret of(ApiKeyId id, byte[] random) {
        String body = start(id) + digits(new BigInteger(1, random), SECRET_DIGITS);
        return new ApiKeySecret(id, body + check(body));
    }

    /** Whether a bearer token means to be an API key. */
    static boolean isMeant(String token) {
        return token.startsWith(PREFIX);
    }

    /** @throws DomainError {@link ErrorCode#TOKEN_INVALID} when no key looks like this */
    static ApiKeySecret parse(String token) {
        if (!FORM.matcher(token).matches() || !token.endsWith(check(token.substring(0, BODY_LENGTH)))) {
            throw invalid();
        }
        BigInteger id = new BigInteger(token.substring(PREFIX.length(), START_LENGTH), RADIX);
        if (id.bitLength() > ID_BYTES * Byte.SIZE) {
            throw invalid();
        }
        return new ApiKeySecret(new ApiKeyId(new UUID(id.shiftRight(Long.SIZE).longValue(), id.longValue())), token);
    }

    /** The answer to every key that is none, whatever is wrong with it. */
    public static DomainError invalid() {
        return DomainError.of(ErrorCode.TOKEN_INVALID, "This API key is not valid.");
    }

    /** The same text without the secret of any key in it. */
    public static String redact(String text) {
        Matcher found = SECRET_IN_TEXT.matcher(text);
        return found.find() ? found.replaceAll("$1…") : text;
    }

    public ApiKeyId id() {
        return id;
    }

    /** The key itself, to be shown once. */
    public String text() {
        return text;
    }

    /** With what the key begins, which tells it from others and is no secret. */
    public static String start(ApiKeyId id) {
        byte[] bytes = ByteBuffer.allocate(ID_BYTES)
                .putLong(id.value().getMostSignificantBits())
                .putLong(id.value().getLeastSignificantBits())
                .array();
        return PREFIX + digits(new BigInteger(1, bytes), ID_DIGITS);
    }

    /** What is kept of it: SHA-256 of the whole text. */
    public byte[] hash() {
        return hash.clone();
    }

    /** Whether a kept hash is this key's, in the same time whatever the answer. */
    public boolean matches(byte[] keptHash) {
        return MessageDigest.isEqual(hash, keptHash);
    }

    private static String check(String body) {
        CRC32 crc = new CRC32();
        crc.update(body.getBytes(StandardCharsets.US_ASCII));
        return digits(BigInteger.valueOf(crc.getValue()), CHECK_DIGITS);
    }

    private static String digits(BigInteger number, int count) {
        String digits = number.toString(RADIX);
        return "0".repeat(count - digits.length()) + digits;
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JDK has no SHA-256", e);
        }
    }

    /** Keeps the secret out of logs. */
    @Override
    public String toString() {
        return "ApiKeySecret[" + id + "]";
    }
}
