package aisle.cli;

import aisle.platform.config.AppEnvironment;
import aisle.platform.config.Variable;
import aisle.platform.db.DatabaseAddress;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a command was told by its options and its environment.
 *
 * @param variables all of them, for what only the running server reads
 * @param database the outside database, or null for the built-in one
 * @param direct where migrations go when {@code database} is a pooler that shares connections, or null
 * @param jwtSecret null when it is not set: a development server with the built-in database keeps its own
 * @param piiKey likewise
 */
record Settings(
        Environment variables,
        AppEnvironment environment,
        int port,
        Path dataFolder,
        @Nullable DatabaseAddress database,
        @Nullable DatabaseAddress direct,
        int poolSize,
        Duration startupTimeout,
        @Nullable String jwtSecret,
        @Nullable String piiKey) {

    /** Secrets must not turn up in a log line by accident. */
    @Override
    public String toString() {
        return "Settings[environment=" + environment + ", port=" + port + ", dataFolder=" + dataFolder + "]";
    }

    /** Settings of a server; what is wrong or unsafe is noted in the environment. */
    static Settings forServer(
            Environment environment, AppEnvironment otherwise, @Nullable Integer port, @Nullable Path data) {
        environment.prefer(Variable.APP_ENV, otherwise.label());
        if (port != null) {
            environment.overrule(Variable.PORT, "--port", Integer.toString(port));
        }
        Settings settings = read(environment, data);
        boolean keepsOwnSecrets = settings.database == null && settings.environment == AppEnvironment.DEVELOPMENT;
        if (!keepsOwnSecrets) {
            requireTokenKey(environment);
            requireSecret(environment, Variable.PII_KEY, "openssl rand -base64 32");
        }
        MailRules.check(environment, settings.environment);
        if (settings.environment == AppEnvironment.PRODUCTION) {
            ProductionRules.check(environment);
        }
        return settings;
    }

    /** What signs tokens must be named; whether a file holds what it should is found when it is read. */
    private static void requireTokenKey(Environment environment) {
        String algorithm = environment.text(Variable.JWT_ALGORITHM);
        if (algorithm.equals("HS256")) {
            requireSecret(environment, Variable.JWT_SECRET_KEY, "openssl rand -base64 48");
        } else if (!environment.isSet(Variable.JWT_PRIVATE_KEY_FILE)) {
            environment.problem("JWT_ALGORITHM is " + algorithm
                    + ", so JWT_PRIVATE_KEY_FILE must name a file with a private key in PEM form.");
        }
    }

    /** Settings of a command that works on the data; a key that is not set may be the data folder's own. */
    static Settings forTool(Environment environment, @Nullable Path data) {
        Settings settings = read(environment, data);
        if (settings.database != null) {
            requireSecret(environment, Variable.PII_KEY, "openssl rand -base64 32");
        }
        return settings;
    }

    /** Settings of a command that touches no personal data and so needs no key. */
    static Settings forMigration(Environment environment, @Nullable Path data) {
        return read(environment, data);
    }

    private static Settings read(Environment environment, @Nullable Path data) {
        if (data != null) {
            environment.overrule(Variable.AISLE_DATA_DIR, "--data", data.toString());
        }
        return new Settings(
                environment,
                AppEnvironment.valueOf(environment.text(Variable.APP_ENV).toUpperCase(Locale.ROOT)),
                environment.number(Variable.PORT),
                dataFolder(environment),
                database(environment),
                url(environment, Variable.DATABASE_DIRECT_URL),
                environment.number(Variable.DB_POOL_SIZE) + environment.number(Variable.DB_MAX_OVERFLOW),
                environment.duration(Variable.DB_STARTUP_TIMEOUT),
                environment.given(Variable.JWT_SECRET_KEY),
                environment.given(Variable.PII_KEY));
    }

    private static Path dataFolder(Environment environment) {
        try {
            return Path.of(environment.text(Variable.AISLE_DATA_DIR)).normalize();
        } catch (InvalidPathException e) {
            environment.problem("AISLE_DATA_DIR must be the name of a folder.");
            return Path.of("data");
        }
    }

    private static @Nullable DatabaseAddress database(Environment environment) {
        if (environment.isSet(Variable.DATABASE_URL)) {
            return url(environment, Variable.DATABASE_URL);
        }
        String host = environment.given(Variable.DB_HOST);
        if (host == null) {
            if (environment.isSet(Variable.DB_NAME) || environment.isSet(Variable.DB_PORT)) {
                environment.problem("DB_NAME or DB_PORT is set but DB_HOST is not: set it too, or none of them.");
            }
            return null;
        }
        String user = environment.text(Variable.DB_USER);
        return DatabaseUrl.address(
                host,
                environment.number(Variable.DB_PORT),
                Objects.requireNonNullElse(environment.given(Variable.DB_NAME), user),
                user,
                environment.text(Variable.DB_PASSWORD),
                null);
    }

    private static @Nullable DatabaseAddress url(Environment environment, Variable variable) {
        String url = environment.given(variable);
        if (url == null) {
            return null;
        }
        try {
            return DatabaseUrl.parse(url);
        } catch (IllegalArgumentException e) {
            environment.problem(variable + " cannot be used: " + e.getMessage() + ".");
            return null;
        }
    }

    private static void requireSecret(Environment environment, Variable variable, String maker) {
        if (!environment.isSet(variable)) {
            environment.problem(variable + " is not set; \"" + maker + "\" makes one. Keep it: it must stay the same.");
        }
    }
}
