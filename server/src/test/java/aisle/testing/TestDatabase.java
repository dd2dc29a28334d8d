package aisle.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/**
 * One real PostgreSQL per test JVM: the embedded one, or with the system property {@code aisle.test.postgres-bin} a
 * throw-away cluster of the installation in that folder. Durable settings are off because its data is thrown away.
 */
public class TestDatabase implements QuarkusTestResourceLifecycleManager {
    /** What is sealed with it can be opened by the server under test. */
    public static final String FORMER_PII_KEY = "AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=";

    /** Where a test's database is, and how to stop it. */
    private record Started(String jdbcUrl, String user, String password, AutoCloseable server) {}

    private Started started;

    @Override
    public Map<String, String> start() {
        try {
            started = OutsidePostgres.named().isPresent() ? outside() : embedded();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        // Aisle refuses to start with a setting that it does not know.
        System.clearProperty(OutsidePostgres.PROGRAMS);
        Map<String, String> settings = new HashMap<>(Map.of(
                "AISLE_JDBC_URL",
                started.jdbcUrl(),
                "AISLE_JDBC_USERNAME",
                started.user(),
                "APP_ENV",
                "development",
                "JWT_SECRET_KEY",
                "a-secret-that-only-the-tests-know-0123456789",
                "AISLE_DATA_DIR",
                "target/test-data",
                "PASSWORD_HASH_COST",
                "4",
                "RATE_LIMIT_DEFAULTS", // every test comes from one address
                "off",
                "PII_KEY",
                Base64.getEncoder().encodeToString(new byte[32]),
                "PII_KEY_OLD",
                FORMER_PII_KEY));
        if (!started.password().isEmpty()) {
            settings.put("AISLE_JDBC_PASSWORD", started.password());
        }
        return settings;
    }

    private static Started embedded() throws IOException, SQLException {
        EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                .setPGStartupWait(Duration.ofSeconds(60))
                .setServerConfig("max_connections", "200")
                .start();
        try (Connection connection = postgres.getPostgresDatabase().getConnection()) {
            connection.createStatement().execute("CREATE DATABASE aisle ENCODING 'UTF8' TEMPLATE template0");
        }
        return new Started("jdbc:postgresql://localhost:" + postgres.getPort() + "/aisle", "postgres", "", postgres);
    }

    private static Started outside() throws IOException, SQLException {
        OutsidePostgres postgres = OutsidePostgres.createThrowAway().start().createShop();
        return new Started(postgres.jdbcUrl(), OutsidePostgres.OWNER, OutsidePostgres.PASSWORD, postgres);
    }

    @Override
    public void stop() {
        try {
            started.server().close();
        } catch (Exception e) {
            throw new IllegalStateException("the database of the tests does not stop", e);
        }
    }
}
