package aisle.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;

/** One real PostgreSQL per test JVM; durable settings are off because its data is thrown away. */
public class TestDatabase implements QuarkusTestResourceLifecycleManager {
    private EmbeddedPostgres postgres;

    @Override
    public Map<String, String> start() {
        try {
            postgres = EmbeddedPostgres.builder()
                    .setPGStartupWait(Duration.ofSeconds(60))
                    .setServerConfig("max_connections", "200")
                    .start();
            try (Connection connection = postgres.getPostgresDatabase().getConnection()) {
                connection.createStatement().execute("CREATE DATABASE aisle ENCODING 'UTF8' TEMPLATE template0");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return Map.of(
                "AISLE_JDBC_URL", "jdbc:postgresql://localhost:" + postgres.getPort() + "/aisle",
                "AISLE_JDBC_USERNAME", "postgres",
                "APP_ENV", "development",
                "JWT_SECRET_KEY", "a-secret-that-only-the-tests-know-0123456789",
                "PASSWORD_HASH_COST", "4",
                "PII_KEY", Base64.getEncoder().encodeToString(new byte[32]));
    }

    @Override
    public void stop() {
        try {
            postgres.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
