package aisle.accounts.passwords;

import aisle.platform.time.Secrets;
import com.password4j.Argon2Function;
import com.password4j.types.Argon2;
import java.nio.charset.StandardCharsets;

/** Argon2id (RFC 9106) in PHC form: it costs memory besides time, which those who guess by the million have less of. */
final class Argon2id implements PasswordAlgorithm {
    private static final String PREFIX = "$argon2id$";
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final int LANES = 1;

    private final Argon2Function function;
    private final Secrets secrets;

    /** @param memoryKib of each hash while it is computed */
    Argon2id(int memoryKib, int iterations, Secrets secrets) {
        this.function = Argon2Function.getInstance(
                memoryKib, iterations, LANES, HASH_BYTES, Argon2.ID, Argon2Function.ARGON2_VERSION_13);
        this.secrets = secrets;
    }

    @Override
    public String hash(String password) {
        return function.hash(bytes(password), secrets.bytes(SALT_BYTES)).getResult();
    }

    @Override
    public boolean made(String hash) {
        return hash.startsWith(PREFIX);
    }

    @Override
    public boolean matches(String password, String hash) {
        return Argon2Function.getInstanceFromHash(hash).check(bytes(password), bytes(hash));
    }

    @Override
    public boolean isUpToDate(String hash) {
        Argon2Function used = Argon2Function.getInstanceFromHash(hash);
        return used.getMemory() == function.getMemory() && used.getIterations() == function.getIterations();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
