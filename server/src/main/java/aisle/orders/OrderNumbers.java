package aisle.orders;

import aisle.platform.time.Secrets;
import jakarta.inject.Singleton;

/**
 * Makes order numbers that can be read out over the telephone: {@code A-} and eight random characters of Crockford's
 * base 32 (no I, L, O, U) and its check symbol, the value modulo 37. Numbers whose check symbol would be punctuation are
 * not used.
 */
@Singleton
class OrderNumbers {
    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final String CHECK_SYMBOLS = ALPHABET + "*~$=U";
    private static final String PUNCTUATION = "*~$=";
    private static final int LENGTH = 8;

    private final Secrets secrets;

    OrderNumbers(Secrets secrets) {
        this.secrets = secrets;
    }

    /** A number; the unique key of {@code orders} decides whether it is free. */
    String next() {
        while (true) {
            StringBuilder digits = new StringBuilder("A-");
            long value = 0;
            for (int i = 0; i < LENGTH; i++) {
                int digit = secrets.below(ALPHABET.length());
                value = value * ALPHABET.length() + digit;
                digits.append(ALPHABET.charAt(digit));
            }
            char check = CHECK_SYMBOLS.charAt((int) (value % CHECK_SYMBOLS.length()));
            if (PUNCTUATION.indexOf(check) < 0) {
                return digits.append(check).toString();
            }
        }
    }
}
