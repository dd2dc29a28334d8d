package aisle.accounts.passwords;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.Normalizer;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What people may choose as a password (NIST SP 800-63B, section 5.1.1.2): from 8 to 128 characters of any script and no
 * rules of composition, but none that everybody tries first, and not one's own address.
 */
final class PasswordRules {
    static final String LENGTH_MESSAGE = "must have from 8 to 128 characters";
    static final String CONTROL_MESSAGE = "must not contain control characters";
    static final String COMMON_MESSAGE = "is among the passwords that are tried first; choose another one";
    static final String ADDRESS_MESSAGE = "must not be the e-mail address";

    private static final int MIN_CHARACTERS = 8;
    private static final int MAX_CHARACTERS = 128;
    private static final int DIGEST_BYTES = 8;
    private static final Pattern CONTROL = Pattern.compile("\\p{Cc}");
    private static final Set<String> COMMON = read();

    private PasswordRules() {}

    /**
     * The form in which passwords are compared: NFKC, so that one that is typed on another keyboard, composed or not, in
     * full width or not, is the same.
     */
    static String normalise(String password) {
        return Normalizer.normalize(password, Normalizer.Form.NFKC);
    }

    /** Why a password is refused, whoever chooses it. */
    static Optional<Refusal> refusal(String password) {
        String normal = normalise(password);
        int characters = normal.codePointCount(0, normal.length());
        if (characters < MIN_CHARACTERS || characters > MAX_CHARACTERS) {
            return Optional.of(new Refusal("length", LENGTH_MESSAGE));
        }
        if (CONTROL.matcher(normal).find()) {
            return Optional.of(new Refusal("invalid", CONTROL_MESSAGE));
        }
        if (isCommon(normal)) {
            return Optional.of(new Refusal("common", COMMON_MESSAGE));
        }
        return Optional.empty();
    }

    static boolean isRefusedAs(String password, String code) {
        return refusal(password).filter(refusal -> refusal.code().equals(code)).isPresent();
    }

    /** As {@link #refusal(String)}, for the one who has this address. */
    static Optional<Refusal> refusal(String password, String email) {
        String lower = normalise(password).toLowerCase(Locale.ROOT).strip();
        String address = normalise(email).toLowerCase(Locale.ROOT).strip();
        int at = address.lastIndexOf('@');
        return lower.equals(address) || at > 0 && lower.equals(address.substring(0, at))
                ? Optional.of(new Refusal("like_email", ADDRESS_MESSAGE))
                : refusal(password);
    }

    /** @param code stable name of the problem, for programs */
    record Refusal(String code, String message) {}

    /** Among the list, whatever its case, or one character over and over. */
    private static boolean isCommon(String normal) {
        String lower = normal.toLowerCase(Locale.ROOT);
        return lower.codePoints().distinct().count() == 1 || COMMON.contains(digest(lower));
    }

    /**
     * One digest per line: the first {@value #DIGEST_BYTES} bytes of the SHA-256 of a password in lower case, in
     * hexadecimal, so that nobody has to read the words that people choose.
     */
    private static Set<String> read() {
        try (InputStream list = PasswordRules.class.getResourceAsStream("/common-passwords.txt")) {
            return new String(Objects.requireNonNull(list).readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String digest(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, DIGEST_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JDK has no SHA-256", e);
        }
    }
}
