package aisle.cli;

import aisle.platform.config.AppEnvironment;
import aisle.platform.crypto.Keys;
import aisle.platform.db.DatabaseAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a command was told by its options and its environment.
 *
 * @param database the outside database, or null for the built-in one
 * @param direct where migrations go when {@code database} is a pooler that shares connections, or null
 * @param jwtSecret null when it is not set: a development server with the built-in database keeps its own
 * @param piiKey likewise
 */
record Settings(
        AppEnvironment environment,
        int port,
        Path dataFolder,
        @Nullable DatabaseAddress database,
        @Nullable DatabaseAddress direct,
        int poolSize,
        Duration startupTimeout,
        @Nullable String jwtSecret,
        @Nullable String piiKey,
        boolean debug) {

    private static final int SHORTEST_SECRET_BYTES = 32;

    /** Secrets must not turn up in a log line by accident. */
    @Override
    public String toString() {
        return "Settings[environment=" + environment + ", port=" + port + ", dataFolder=" + dataFolder + "]";
    }

    /** Settings of a server; what is wrong or unsafe is noted in the environment. */
    static Settings forServer(
            Environment variables, AppEnvironment otherwise, @Nullable Integer port, @Nullable Path data) {
        Settings settings = read(variables, otherwise, port, data);
        boolean keepsOwnSecrets = settings.database == null && settings.environment == AppEnvironment.DEVELOPMENT;
        if (!keepsOwnSecrets) {
            requireSecret(variables, settings.jwtSecret, "JWT_SECRET_KEY", "openssl rand -base64 48");
            requireSecret(variables, settings.piiKey, "PII_KEY", "openssl rand -base64 32");
        }
        if (settings.debug && settings.environment == AppEnvironment.PRODUCTION) {
            variables.problem("DEBUG is true, which production refuses; LOG_LEVEL=DEBUG says more without it.");
        }
        return settings;
    }

    /** Settings of a command that works on the data; a key that is not set may be the data folder's own. */
    static Settings forTool(Environment variables, @Nullable Path data) {
        Settings settings = read(variables, AppEnvironment.PRODUCTION, 0, data);
        if (settings.database != null) {
            requireSecret(variables, settings.piiKey, "PII_KEY", "openssl rand -base64 32");
        }
        return settings;
    }

    /** Settings of a command that touches no personal data and so needs no key. */
    static Settings forMigration(Environment variables, @Nullable Path data) {
        return read(variables, AppEnvironment.PRODUCTION, 0, data);
    }

    private static Settings read(
            Environment variables, AppEnvironment otherwise, @Nullable Integer port, @Nullable Path data) {
        checkChain(variables);
        return new Settings(
                appEnvironment(variables, otherwise),
                port(variables, port),
                dataFolder(variables, data),
                database(variables),
                url(variables, "DATABASE_DIRECT_URL"),
                poolSize(variables),
                variables.duration("DB_STARTUP_TIMEOUT", Duration.ofSeconds(60)),
                jwtSecret(variables),
                piiKey(variables),
                variables.flag("DEBUG"));
    }

    private static AppEnvironment appEnvironment(Environment variables, AppEnvironment otherwise) {
        String name = variables.text("APP_ENV", "ENV", "ENVIRONMENT");
        if (name == null) {
            return otherwise;
        }
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "dev", "development" -> AppEnvironment.DEVELOPMENT;
            case "staging" -> AppEnvironment.STAGING;
            case "prod", "production" -> AppEnvironment.PRODUCTION;
            default -> {
                variables.problem("APP_ENV (or ENV, ENVIRONMENT) must be development, staging or production.");
                yield AppEnvironment.PRODUCTION;
            }
        };
    }

    private static int port(Environment variables, @Nullable Integer option) {
        if (option == null) {
            return variables.number(List.of("PORT"), 8080, 0, 65535);
        }
        if (option < 0 || option > 65535) {
            variables.problem("--port must be a whole number from 0 to 65535.");
        }
        return option;
    }

    private static Path dataFolder(Environment variables, @Nullable Path option) {
        Path folder = option == null ? variables.value("AISLE_DATA_DIR", Path::of, "the name of a folder") : option;
        return folder == null ? Path.of("data") : folder;
    }

    private static @Nullable DatabaseAddress database(Environment variables) {
        if (variables.text("DATABASE_URL") != null) {
            return url(variables, "DATABASE_URL");
        }
        String host = variables.text("DB_HOST", "POSTGRES_HOST");
        if (host == null) {
            if (variables.text("DB_NAME", "DB_PORT") != null) {
                variables.problem("DB_NAME or DB_PORT is set but DB_HOST is not: set it too, or none of them.");
            }
            return null;
        }
        String user = variables.text(List.of("DB_USER", "POSTGRES_USER"), "aisle");
        return DatabaseUrl.address(
                host,
                variables.number(List.of("DB_PORT", "POSTGRES_PORT"), 5432, 1, 65535),
                variables.text(List.of("DB_NAME", "POSTGRES_DB"), user),
                user,
                variables.text(List.of("DB_PASSWORD", "POSTGRES_PASSWORD"), ""),
                null);
    }

    private static @Nullable DatabaseAddress url(Environment variables, String name) {
        String url = variables.text(name);
        if (url == null) {
            return null;
        }
        try {
            return DatabaseUrl.parse(url);
        } catch (IllegalArgumentException e) {
            variables.problem(name + " cannot be used: " + e.getMessage() + ".");
            return null;
        }
    }

    private static int poolSize(Environment variables) {
        boolean chosen = variables.text("DB_POOL_SIZE", "DB_MAX_OVERFLOW") != null;
        int size = variables.number(List.of("DB_POOL_SIZE"), chosen ? 5 : 16, 1, 1000);
        return size + variables.number(List.of("DB_MAX_OVERFLOW"), 0, 0, 1000);
    }

    private static @Nullable String jwtSecret(Environment variables) {
        String secret = variables.text("JWT_SECRET_KEY");
        if (secret != null && secret.getBytes(StandardCharsets.UTF_8).length < SHORTEST_SECRET_BYTES) {
            variables.problem("JWT_SECRET_KEY must have at least 32 bytes; \"openssl rand -base64 48\" makes one.");
        }
        return secret;
    }

    private static @Nullable String piiKey(Environment variables) {
        variables.value(
                "PII_KEY", Keys::decodeRoot, "base64 of exactly 32 bytes; \"openssl rand -base64 32\" makes one");
        return variables.text("PII_KEY");
    }

    private static void requireSecret(Environment variables, @Nullable String secret, String name, String maker) {
        if (secret == null) {
            variables.problem(name + " is not set; \"" + maker + "\" makes one. Keep it: it must stay the same.");
        }
    }

    /** These are read by the server itself; here they are only tried, so that a mistake is named with the others. */
    private static void checkChain(Environment variables) {
        variables.value("CHAIN_CURRENCY", Currency::getInstance, "an ISO 4217 code such as EUR");
        variables.value("CHAIN_TIMEZONE", ZoneId::of, "a time zone such as Europe/Dublin");
        variables.value("DELIVERY_SOURCE_STORE_ID", UUID::fromString, "the id of a store");
        variables.value("DELIVERY_SOURCE_BRANCH_ID", UUID::fromString, "the id of a store");
        variables.number(List.of("JWT_ACCESS_TOKEN_EXPIRES_MINUTES"), 240, 1, 1_000_000);
        variables.flag("DOCS_ENABLED");
    }
}
