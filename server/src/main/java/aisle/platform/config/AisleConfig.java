package aisle.platform.config;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The settings of a running server. {@code application.properties} names the environment variable behind each;
 * {@code docs/configuration.md} explains them.
 */
@ConfigMapping(prefix = "aisle")
public interface AisleConfig {
    AppEnvironment environment();

    String version();

    Jwt jwt();

    /** Base64 of the 32 bytes from which the keys for personal data and for the audit are derived. */
    String piiKey();

    /** Former values of {@link #piiKey}, parted by commas, with which personal data may still be encrypted. */
    Optional<String> piiKeyOld();

    /** Like {@link #piiKey}, for what must be found again; {@link #piiKey} itself until that was first exchanged. */
    Optional<String> piiIndexKey();

    Chain chain();

    /** The store that delivers when a request and its cart name none. */
    Optional<UUID> deliverySourceStoreId();

    Carts carts();

    Slots slots();

    Database database();

    /** Folder of everything that this server keeps beside the database. */
    String dataDir();

    Mail mail();

    /** Whether who registers confirms the address by a code first. */
    boolean registrationOtp();

    Imports imports();

    /** How many days an API key lives at most, and when nobody says how long. */
    int apiKeyMaxDays();

    Inventory inventory();

    Payments payments();

    /** Where a test has the process die; see {@code platform.faults}. */
    Optional<String> faultPoint();

    /** How many password hashes are computed at once; more would starve the threads that answer requests. */
    @WithDefault("2")
    int passwordHashPermits();

    /** How new passwords are hashed. */
    @WithDefault("bcrypt")
    PasswordHashKind passwordHash();

    /** Algorithms for passwords. */
    enum PasswordHashKind {
        BCRYPT,
        ARGON2ID
    }

    /** Argon2id's memory in KiB. */
    @WithDefault("19456")
    int passwordHashMemory();

    /** Argon2id's passes over its memory. */
    @WithDefault("2")
    int passwordHashIterations();

    /** bcrypt's cost: each step doubles the time. 12 takes about a quarter of a second. */
    @WithDefault("12")
    int passwordHashCost();

    /** How long someone waits for a turn at hashing before being asked to come back. */
    @WithDefault("3s")
    Duration passwordHashWait();

    /** The password of the demo's users. */
    String demoPassword();

    /** Whether documentation pages are served in production, then to ADMIN only. */
    boolean docsEnabled();

    /** How long an answer is kept for a repeated request with the same Idempotency-Key. */
    @WithDefault("24h")
    Duration idempotencyRetention();

    /** What every caller may ask; see {@code platform.limits.Quotas}. {@code off} switches the strict limits off too. */
    @WithDefault("300 per minute")
    String rateLimitDefaults();

    /** The proxies whose word about the client's address counts: addresses and networks, parted by commas. */
    Optional<String> trustedProxies();

    /** The header in which they give it: {@code X-Forwarded-For} or {@code Forwarded}, never both. */
    @WithDefault("X-Forwarded-For")
    String trustedProxyHeader();

    /** Redis or Valkey, where several nodes count the strict limits; else PostgreSQL. */
    Optional<String> redisUrl();

    /** How many requests are worked on, or wait for it, at once. */
    @WithDefault("256")
    int maxInFlight();

    /** How many files come in at once. */
    @WithDefault("8")
    int maxUploads();

    Http http();

    Cors cors();

    Retention retention();

    OutboxSettings outbox();

    Log log();

    Metrics metrics();

    Tracing tracing();

    /** Access tokens. */
    interface Jwt {
        @WithDefault("HS256")
        Algorithm algorithm();

        /** For HS256: a secret of at least 32 bytes. */
        Optional<String> secretKey();

        /** For RS256 and ES256: a private key in PEM form. */
        Optional<String> privateKeyFile();

        /** A secret whose tokens are still believed. */
        Optional<String> previousSecretKey();

        /** A private key whose tokens are still believed. */
        Optional<String> previousPrivateKeyFile();

        /** Life of an access token in minutes. */
        int accessTokenExpiresMinutes();

        /** Days after which a sign-in that is not refreshed ends. */
        @WithDefault("30")
        int refreshTokenExpiresDays();

        /** How tokens are signed (RFC 7518): with a secret, or with a key whose public half others may have. */
        enum Algorithm {
            HS256,
            RS256,
            ES256
        }
    }

    /** What a store gets unless it says otherwise. */
    interface Chain {
        Currency currency();

        ZoneId timezone();
    }

    /** How long clients may take; {@code platform.web.connections} holds them to it. */
    interface Http {
        /** From the end of one answer until the next request's headers are complete. */
        Duration idleTimeout();

        /** For the first bytes of a body; more time comes with more bytes. */
        Duration bodyTimeout();
    }

    /** Which pages of other origins browsers let use the API. */
    interface Cors {
        /** Exact origins; {@code *} means any. None in production unless named, those of this machine in development. */
        Optional<List<String>> allowedOrigins();
    }

    /** How long what is done is kept. */
    interface Retention {
        /** Sign-ins after their end. */
        Duration sessions();

        /** Events after every subscriber has had them. */
        Duration events();

        /** Customers without a sign of life, in months; 0 for as long as they do not ask to be erased. */
        @WithDefault("0")
        int customerMonths();

        /** Name and address of an erased customer's orders, in years after the year of the order; 0 not at all. */
        @WithDefault("10")
        int taxYears();
    }

    /** The delivery of events. */
    interface OutboxSettings {
        /** How often a delivery is tried before it is parked. */
        int maxAttempts();
    }

    /** What the log looks like. Levels are settings of Quarkus itself, see {@code application.properties}. */
    interface Log {
        Format format();

        /** Whether everything is logged at DEBUG; refused in production. */
        boolean debug();

        /** JSON for machines, one object per line; TEXT for people. */
        enum Format {
            JSON,
            TEXT
        }
    }

    /** Who may read {@code /metrics}; with neither, everybody outside production and nobody in it. */
    interface Metrics {
        Optional<String> token();

        /** Addresses and networks, parted by commas. */
        Optional<String> allowedNetworks();
    }

    /** Traces for a collector that speaks OTLP, see OpenTelemetry. */
    interface Tracing {
        /** Where it is; without one there are no spans. */
        Optional<String> endpoint();

        /** What it wants to be told besides: {@code name=value}. */
        Optional<List<String>> headers();

        String serviceName();

        /** Which part of the traces that begin here is collected, from 0 to 1. */
        double share();
    }

    /** Stock. */
    interface Inventory {
        /** A change of stock by more than this takes a second person; 0 for never. */
        @WithDefault("0")
        long approvalQuantity();

        /** Likewise by its value at the chain's price, in the currency of that price. */
        @WithDefault("0")
        long approvalValue();
    }

    /** Providers of payments. */
    interface Payments {
        /** How long a provider may take to answer. */
        Duration timeout();

        /** Whether the sandbox is offered in production, too; elsewhere it is. */
        boolean sandbox();

        Stripe stripe();
    }

    /** Stripe's HTTP API. */
    interface Stripe {
        Optional<String> apiKey();

        Optional<String> webhookSecret();

        String apiUrl();
    }

    /** Carts. */
    interface Carts {
        /** How long a customer's lives without a change. */
        @WithDefault("30")
        int days();

        /** How long a guest's lives without a change. */
        @WithDefault("7")
        int guestDays();
    }

    /** Delivery and pickup slots. */
    interface Slots {
        /** For how many days templates make slots in advance. */
        @WithDefault("14")
        int daysAhead();
    }

    /** Files that come in. */
    interface Imports {
        /** The largest file that is taken, in bytes as it is sent. */
        @WithDefault("256M")
        MemorySize maxUpload();
    }

    /** The database that was chosen at start. */
    interface Database {
        /** Waits this long for a database that is still starting before the server gives up. */
        Duration startupTimeout();

        /** How messages call it; never with its password. */
        String description();

        /** Where migrations go: the database itself where requests reach it through a pooler. */
        String migrationUrl();

        String migrationUser();

        Optional<String> migrationPassword();
    }

    /** Mail to people, see {@code docs/mail.md}. */
    interface Mail {
        /** How mails call the shop. */
        String shopName();

        /** The sender, such as {@code Shop <shop@example.com>}. */
        String from();

        Optional<String> templatesDir();

        /** How many mails this server sends at once. */
        @WithDefault("4")
        int concurrency();

        /** The page of the shop that takes the token of a password reset as its parameter {@code token}. */
        String passwordResetUrl();

        /** Likewise for the confirmation of a new address. */
        String emailChangeUrl();

        Smtp smtp();

        Brevo brevo();
    }

    /** A mail server. */
    interface Smtp {
        Optional<String> host();

        int port();

        Optional<String> user();

        Optional<String> password();

        Security security();

        /** How the connection is protected: from the start, by a command that must succeed, or not at all. */
        enum Security {
            STARTTLS,
            TLS,
            NONE
        }
    }

    /** Brevo's HTTP API. */
    interface Brevo {
        Optional<String> apiKey();

        String apiUrl();

        Optional<String> senderEmail();

        Optional<Long> registerOtpId();

        Optional<Long> resetTokenOtpId();
    }
}
