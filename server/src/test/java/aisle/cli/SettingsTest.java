package aisle.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aisle.platform.config.AppEnvironment;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
    private static final String KEY = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
    private static final String SECRET = "0123456789012345678901234567890123456789";

    private static Settings server(Environment environment) {
        return Settings.forServer(environment, AppEnvironment.PRODUCTION, null, null);
    }

    @Test
    void productionIsTheDefaultAndNamesEachMissingSecret() {
        Environment environment = new Environment(Map.of());

        Settings settings = server(environment);

        assertEquals(AppEnvironment.PRODUCTION, settings.environment());
        assertEquals(2, environment.problems().size());
        assertTrue(environment.problems().get(0).startsWith("JWT_SECRET_KEY is not set"));
        assertTrue(environment.problems().get(1).startsWith("PII_KEY is not set"));
    }

    @ParameterizedTest
    @CsvSource({
        "APP_ENV,dev,DEVELOPMENT",
        "ENV,development,DEVELOPMENT",
        "ENVIRONMENT,Staging,STAGING",
        "APP_ENV,prod,PRODUCTION"
    })
    void theEnvironmentHasSeveralNames(String variable, String value, AppEnvironment expected) {
        Environment environment = new Environment(Map.of(variable, value, "JWT_SECRET_KEY", SECRET, "PII_KEY", KEY));

        assertEquals(expected, server(environment).environment());
        assertEquals(List.of(), environment.problems());
    }

    @Test
    void developmentWithTheBuiltInDatabaseNeedsNothing() {
        Environment environment = new Environment(Map.of("APP_ENV", "dev"));

        Settings settings = server(environment);

        assertEquals(List.of(), environment.problems());
        assertEquals(8080, settings.port());
        assertEquals(Path.of("data"), settings.dataFolder());
        assertEquals(16, settings.poolSize());
        assertEquals(Duration.ofSeconds(60), settings.startupTimeout());
    }

    @Test
    void everythingWrongIsNamedAtOnceAndNothingIsShown() {
        Environment environment = new Environment(Map.of(
                "APP_ENV", "live",
                "PORT", "hunter2",
                "JWT_SECRET_KEY", "hunter2",
                "PII_KEY", "hunter2",
                "DATABASE_URL", "mysql://me:hunter2@host/shop",
                "DB_STARTUP_TIMEOUT", "hunter2",
                "CHAIN_CURRENCY", "hunter2",
                "DEBUG", "true"));

        server(environment);

        String said = String.join("\n", environment.problems());
        for (String name : List.of(
                "APP_ENV",
                "PORT",
                "JWT_SECRET_KEY",
                "PII_KEY",
                "DATABASE_URL",
                "DB_STARTUP_TIMEOUT",
                "CHAIN_CURRENCY",
                "DEBUG")) {
            assertTrue(said.contains(name), said);
        }
        assertTrue(!said.contains("hunter2"), said);
    }

    @Test
    void theParametersOfAnOutsideDatabaseCountTogether() {
        Environment environment = new Environment(Map.of(
                "DB_HOST",
                "db",
                "DB_NAME",
                "shop",
                "DB_USER",
                "me",
                "DB_PASSWORD",
                "p",
                "DB_PORT",
                "6000",
                "DB_POOL_SIZE",
                "5",
                "DB_MAX_OVERFLOW",
                "10",
                "JWT_SECRET_KEY",
                SECRET,
                "PII_KEY",
                KEY));

        Settings settings = server(environment);

        assertEquals(List.of(), environment.problems());
        assertEquals("jdbc:postgresql://db:6000/shop", settings.database().jdbcUrl());
        assertEquals(15, settings.poolSize());
    }
}
