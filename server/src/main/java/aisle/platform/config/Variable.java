package aisle.platform.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Every environment variable that Aisle reads: its names, what may stand in it and what holds when it is not set. A new one
 * stands here, in {@code application.properties} with the same default (when the server reads it, through
 * {@link AisleConfig}), and as a row of {@code docs/configuration.md}; {@code VariablesTest} holds the three to each other.
 * What production refuses stands in {@code aisle.cli.ProductionRules}.
 */
@SuppressWarnings("ImmutableEnumChecker") // its lists are immutable and its functions have no state
public enum Variable {
    APP_ENV(
            "production",
            ValueKind.oneOf(
                    List.of("development", "staging", "production"),
                    Map.of("dev", "development", "test", "development", "stage", "staging", "prod", "production")),
            "ENV",
            "ENVIRONMENT"),
    PORT("8080", ValueKind.number(0, 65535)),
    AISLE_DATA_DIR("./data", ValueKind.text()),
    AISLE_DEMO_PASSWORD("aisle-demo-2026", ValueKind.text()),
    AISLE_ADMIN_PASSWORD(Kept.SECRET, ValueKind.text()),

    DATABASE_URL(Kept.SECRET, ValueKind.text()),
    DATABASE_DIRECT_URL(Kept.SECRET, ValueKind.text()),
    DB_HOST("", ValueKind.text(), "POSTGRES_HOST"),
    DB_PORT("5432", ValueKind.number(1, 65535), "POSTGRES_PORT"),
    DB_NAME("", ValueKind.text(), "POSTGRES_DB"),
    DB_USER("aisle", ValueKind.text(), "POSTGRES_USER"),
    DB_PASSWORD(Kept.SECRET, ValueKind.text(), "POSTGRES_PASSWORD"),
    DB_POOL_SIZE("16", ValueKind.number(1, 1000)),
    DB_MAX_OVERFLOW("0", ValueKind.number(0, 1000)),
    DB_STARTUP_TIMEOUT("60s", ValueKind.duration()),

    JWT_ALGORITHM("HS256", ValueKind.oneOf(List.of("HS256", "RS256", "ES256"), Map.of())),
    JWT_SECRET_KEY(Kept.SECRET, ValueKind.secret(32, "openssl rand -base64 48")),
    JWT_PRIVATE_KEY_FILE("", ValueKind.text()),
    JWT_PREVIOUS_SECRET_KEY(Kept.SECRET, ValueKind.secret(32, "openssl rand -base64 48")),
    JWT_PREVIOUS_PRIVATE_KEY_FILE("", ValueKind.text()),
    PII_KEY(Kept.SECRET, ValueKind.key(32, "openssl rand -base64 32")),
    PII_KEY_OLD(Kept.SECRET, ValueKind.keys(32)),
    PII_INDEX_KEY(Kept.SECRET, ValueKind.key(32, "openssl rand -base64 32")),
    JWT_ACCESS_TOKEN_EXPIRES_MINUTES("240", ValueKind.number(1, 1_000_000)),
    JWT_REFRESH_TOKEN_EXPIRES_DAYS("30", ValueKind.number(1, 3650)),
    API_KEY_MAX_DAYS("365", ValueKind.number(1, 3650)),
    PASSWORD_HASH("bcrypt", ValueKind.oneOf(List.of("bcrypt", "argon2id"), Map.of())),
    PASSWORD_HASH_MEMORY("19456", ValueKind.number(8192, 1_048_576)),
    PASSWORD_HASH_ITERATIONS("2", ValueKind.number(1, 100)),
    PASSWORD_HASH_COST("12", ValueKind.number(4, 20)),

    CHAIN_CURRENCY("USD", ValueKind.currency()),
    CHAIN_TIMEZONE("UTC", ValueKind.zone()),
    DELIVERY_SOURCE_STORE_ID("", ValueKind.id("a store"), "DELIVERY_SOURCE_BRANCH_ID"),
    CART_DAYS("30", ValueKind.number(1, 3650)),
    GUEST_CART_DAYS("7", ValueKind.number(1, 3650)),
    SLOT_DAYS_AHEAD("14", ValueKind.number(1, 90)),
    IMPORT_MAX_UPLOAD("256M", ValueKind.size()),
    STOCK_APPROVAL_QUANTITY("0", ValueKind.number(0, 999_999_999)),
    STOCK_APPROVAL_VALUE("0", ValueKind.number(0, 999_999_999)),

    PAYMENT_TIMEOUT("20s", ValueKind.duration()),
    SANDBOX_PAYMENTS("false", ValueKind.flag()),
    STRIPE_API_KEY(Kept.SECRET, ValueKind.text()),
    STRIPE_WEBHOOK_SECRET(Kept.SECRET, ValueKind.text()),
    STRIPE_API_URL("https://api.stripe.com", ValueKind.url()),

    RATE_LIMIT_DEFAULTS("300 per minute", ValueKind.rateLimits()),
    TRUSTED_PROXIES("", ValueKind.networks()),
    TRUSTED_PROXY_HEADER("X-Forwarded-For", ValueKind.oneOf(List.of("X-Forwarded-For", "Forwarded"), Map.of())),
    REDIS_URL(Kept.SECRET, ValueKind.redis()),
    MAX_IN_FLIGHT("256", ValueKind.number(1, 100_000)),
    MAX_UPLOADS("8", ValueKind.number(1, 10_000)),
    CORS_ALLOWED_ORIGINS("", ValueKind.origins()),
    HTTP_IDLE_TIMEOUT("75s", ValueKind.timeout()),
    HTTP_BODY_TIMEOUT("30s", ValueKind.timeout()),
    HTTP_MAX_CONNECTIONS("10000", ValueKind.number(1, 1_000_000)),

    SHOP_NAME("Aisle", ValueKind.text()),
    ENABLE_REGISTRATION_OTP("false", ValueKind.flag()),
    PASSWORD_RESET_URL("http://localhost:3000/reset-password", ValueKind.url()),
    EMAIL_CHANGE_URL("http://localhost:3000/confirm-email", ValueKind.url()),
    MAIL_FROM("Aisle <aisle@localhost>", ValueKind.text()),
    MAIL_TEMPLATES_DIR("", ValueKind.text()),
    MAIL_CONCURRENCY("4", ValueKind.number(1, 64)),
    SMTP_HOST("", ValueKind.text()),
    SMTP_PORT("587", ValueKind.number(1, 65535)),
    SMTP_USER("", ValueKind.text()),
    SMTP_PASSWORD(Kept.SECRET, ValueKind.text()),
    SMTP_SECURITY("starttls", ValueKind.oneOf(List.of("starttls", "tls", "none"), Map.of("ssl", "tls"))),
    BREVO_API_KEY(Kept.SECRET, ValueKind.text()),
    BREVO_API_URL("https://api.brevo.com/v3", ValueKind.url()),
    BREVO_SENDER_EMAIL("", ValueKind.text()),
    BREVO_REGISTER_OTP_ID("", ValueKind.number(1, Integer.MAX_VALUE)),
    BREVO_RESET_TOKEN_OTP_ID("", ValueKind.number(1, Integer.MAX_VALUE)),

    OUTBOX_MAX_ATTEMPTS("12", ValueKind.number(1, 100)),
    OUTBOX_RETENTION("7d", ValueKind.duration()),
    SESSION_RETENTION("30d", ValueKind.duration()),
    CUSTOMER_RETENTION_MONTHS("0", ValueKind.number(0, 1200)),
    TAX_RETENTION_YEARS("10", ValueKind.number(0, 100)),

    LOG_FORMAT("json", ValueKind.oneOf(List.of("json", "text"), Map.of())),
    LOG_LEVEL("INFO", Levels.KIND),
    HTTP_LOG_LEVEL("INFO", Levels.KIND, "WERKZEUG_LOG_LEVEL"),
    DEBUG("false", ValueKind.flag()),
    METRICS_TOKEN(Kept.SECRET, ValueKind.secret(32, "openssl rand -base64 48")),
    METRICS_ALLOWED_NETWORKS("", ValueKind.networks()),
    OTEL_EXPORTER_OTLP_ENDPOINT("", ValueKind.url()),
    OTEL_EXPORTER_OTLP_HEADERS(Kept.SECRET, ValueKind.headers()),
    OTEL_SERVICE_NAME("aisle", ValueKind.text()),
    OTEL_TRACES_SAMPLER_ARG("1", ValueKind.share()),
    DOCS_ENABLED("false", ValueKind.flag()),

    AISLE_FAULT_POINT("", ValueKind.text()),

    /** Read by the {@code ./aisle} script, before any of this runs. */
    AISLE_JAVA_HOME("", ValueKind.text()),
    /** Likewise. */
    AISLE_JAVA_OPTS("", ValueKind.text());

    private final List<String> names;
    private final String fallback;
    private final ValueKind kind;
    private final boolean secret;

    Variable(String fallback, ValueKind kind, String... aliases) {
        this(false, fallback, kind, aliases);
    }

    Variable(Kept kept, ValueKind kind, String... aliases) {
        this(kept == Kept.SECRET, "", kind, aliases);
    }

    Variable(boolean secret, String fallback, ValueKind kind, String... aliases) {
        List<String> all = new ArrayList<>();
        all.add(name());
        all.addAll(List.of(aliases));
        this.names = List.copyOf(all);
        this.fallback = fallback;
        this.kind = kind;
        this.secret = secret;
    }

    /** What is never shown, and has no default: it would be known to everybody. */
    private enum Kept {
        SECRET
    }

    /** The levels of a log, also as other programs spell them. */
    private static final class Levels {
        static final ValueKind KIND = ValueKind.oneOf(
                List.of("TRACE", "DEBUG", "INFO", "WARN", "ERROR"), Map.of("warning", "WARN", "critical", "ERROR"));
    }

    /** Its name, then the other names that are understood; the first that is set counts. */
    public List<String> names() {
        return names;
    }

    /** What holds when it is not set; empty for nothing. */
    public String fallback() {
        return fallback;
    }

    /** Whether its value is never printed. */
    public boolean isSecret() {
        return secret;
    }

    /** Ends the sentence "NAME must be …". */
    public String expected() {
        return kind.expected();
    }

    /**
     * The canonical form of a value.
     *
     * @throws IllegalArgumentException when it makes no sense
     */
    public String canonical(String value) {
        return kind.canonical().apply(value);
    }
}
