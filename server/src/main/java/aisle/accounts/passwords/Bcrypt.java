package aisle.accounts.passwords;

import aisle.platform.crypto.Sealing;
import io.quarkus.elytron.security.common.BcryptUtil;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * bcrypt, in modular crypt form. It reads 72 bytes and ignores what follows, so of a longer password it gets a digest; the
 * stored text then begins with {@value #DIGESTED}, the version of that digest. The digest has a key, though no secret one:
 * a plain digest of the same password, stolen elsewhere, could be tried in place of the password.
 */
final class Bcrypt implements PasswordAlgorithm {
    static final String DIGESTED = "1:";

    private static final int MAX_BYTES = 72;
    private static final SecretKey DIGEST_KEY =
            new SecretKeySpec("aisle/long-password/1".getBytes(StandardCharsets.UTF_8), "HmacSHA256");

    private final int cost;

    Bcrypt(int cost) {
        this.cost = cost;
    }

    @Override
    public String hash(String password) {
        return isLong(password)
                ? DIGESTED + BcryptUtil.bcryptHash(digest(password), cost)
                : BcryptUtil.bcryptHash(password, cost);
    }

    @Override
    public boolean made(String hash) {
        return hash.startsWith("$2") || hash.startsWith(DIGESTED + "$2");
    }

    /** Takes the same time for a password of any length. */
    @Override
    public boolean matches(String password, String hash) {
        boolean digested = hash.startsWith(DIGESTED);
        String input = isLong(password) ? digest(password) : password;
        boolean equal = BcryptUtil.matches(input, digested ? hash.substring(DIGESTED.length()) : hash);
        return equal && digested == isLong(password);
    }

    @Override
    public boolean isUpToDate(String hash) {
        return hash.contains(String.format(Locale.ROOT, "$%02d$", cost));
    }

    private static boolean isLong(String password) {
        return password.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES;
    }

    private static String digest(String password) {
        return Base64.getEncoder().encodeToString(Sealing.mac(DIGEST_KEY, password.getBytes(StandardCharsets.UTF_8)));
    }
}
