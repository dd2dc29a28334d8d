package aisle.platform.security;

import aisle.platform.config.AisleConfig;
import aisle.platform.config.StartupProblem;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import io.quarkus.runtime.Startup;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The keys under access tokens: one signs, and those before it are still believed, so that a change of keys signs nobody
 * out. A token chooses among them by {@code kid} only; a key or an address of keys within a token means nothing.
 */
@Startup
@Singleton
class SigningKeys {
    private final SigningKey current;
    private final List<SigningKey> believed;

    @Inject
    SigningKeys(AisleConfig config) throws JOSEException {
        this(current(config.jwt()), previous(config.jwt()));
    }

    SigningKeys(SigningKey current, List<SigningKey> previous) {
        this.current = current;
        this.believed = Stream.concat(Stream.of(current), previous.stream()).toList();
    }

    private static SigningKey current(AisleConfig.Jwt jwt) throws JOSEException {
        return switch (jwt.algorithm()) {
            case HS256 ->
                SigningKey.ofSecret(jwt.secretKey()
                        .orElseThrow(() -> missing("JWT_ALGORITHM is HS256, so JWT_SECRET_KEY must be set.")));
            case RS256, ES256 -> ofFile(jwt);
        };
    }

    private static List<SigningKey> previous(AisleConfig.Jwt jwt) throws JOSEException {
        List<SigningKey> keys = new ArrayList<>();
        if (jwt.previousSecretKey().isPresent()) {
            keys.add(SigningKey.ofSecret(jwt.previousSecretKey().get()));
        }
        if (jwt.previousPrivateKeyFile().isPresent()) {
            Path file = Path.of(jwt.previousPrivateKeyFile().get());
            keys.add(SigningKey.ofPair(PemKeyPair.read(file, "JWT_PREVIOUS_PRIVATE_KEY_FILE")));
        }
        return keys;
    }

    private static SigningKey ofFile(AisleConfig.Jwt jwt) throws JOSEException {
        String file = jwt.privateKeyFile()
                .orElseThrow(() -> missing("JWT_ALGORITHM is " + jwt.algorithm()
                        + ", so JWT_PRIVATE_KEY_FILE must name a file in PEM form."));
        SigningKey key = SigningKey.ofPair(PemKeyPair.read(Path.of(file), "JWT_PRIVATE_KEY_FILE"));
        if (!key.algorithm().getName().equals(jwt.algorithm().name())) {
            throw missing("JWT_ALGORITHM is " + jwt.algorithm() + ", but the key in JWT_PRIVATE_KEY_FILE is for "
                    + key.algorithm() + ".");
        }
        return key;
    }

    private static StartupProblem missing(String sentence) {
        return new StartupProblem(StartupProblem.Kind.CONFIGURATION, sentence);
    }

    SigningKey current() {
        return current;
    }

    /** The key that a token says it was signed with; the current one for a token that does not say. */
    @Nullable
    SigningKey find(JWSHeader header) {
        if (header.getKeyID() == null) {
            return current;
        }
        return believed.stream()
                .filter(key -> key.id().equals(header.getKeyID()))
                .findFirst()
                .orElse(null);
    }

    /** What others need to check a token; nothing while a secret signs them. */
    JWKSet published() {
        List<JWK> keys = believed.stream()
                .map(SigningKey::publicKey)
                .filter(Objects::nonNull)
                .toList();
        return new JWKSet(keys);
    }
}
