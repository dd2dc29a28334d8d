package aisle.catalog.files;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;

/** SKUs for products that have none: the same for the same product, in whichever file it comes. */
final class ProductKeys {
    private static final int LONGEST = 64;
    private static final int LONGEST_START = 51;
    private static final int HASH_BYTES = 6;

    private ProductKeys() {}

    /** {@code classic-tee/Small/Red}; what is too long for a SKU ends in a hash of the whole. */
    static String of(String handle, Collection<String> options) {
        String whole = options.isEmpty() ? handle : handle + "/" + String.join("/", options);
        if (whole.length() <= LONGEST) {
            return whole;
        }
        int end = Character.isHighSurrogate(whole.charAt(LONGEST_START - 1)) ? LONGEST_START - 1 : LONGEST_START;
        return whole.substring(0, end) + "~" + hash(whole);
    }

    private static String hash(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, HASH_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
