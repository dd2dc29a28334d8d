package aisle.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aisle.platform.config.AppEnvironment;
import aisle.platform.config.Quotas;
import aisle.platform.config.Variable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
    private static final String KEY = "YWlzbGUtdGVzdC1rZXktMDEyMzQ1Njc4OWFiY2RlZmc=";
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

    @ParameterizedTest
    @CsvSource({
        "prod, 'https://shop.example', true",
        "prod, 'https://shop.example,http://localhost:5173 , https://[::1]:8443', true",
        "prod, *, false",
        "prod, 'https://shop.example,*', false",
        "dev, *, true",
        "dev, https://shop.example/, false",
        "dev, https://Shop.example, false",
        "dev, shop.example, false",
        "dev, https://*.shop.example, false",
        "dev, 'https://shop.example,', true",
        "dev, ',', true",
        "dev, null, false"
    })
    void originsAreNamedExactly(String name, String origins, boolean accepted) {
        Environment environment = new Environment(
                Map.of("APP_ENV", name, "JWT_SECRET_KEY", SECRET, "PII_KEY", KEY, "CORS_ALLOWED_ORIGINS", origins));

        server(environment);

        assertEquals(accepted ? 0 : 1, environment.problems().size(), environment.problems() + "");
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

    private static Environment production(Map<String, String> more) {
        Map<String, String> variables = new HashMap<>(Map.of("JWT_SECRET_KEY", SECRET, "PII_KEY", KEY));
        variables.putAll(more);
        Environment environment = new Environment(variables);
        server(environment);
        return environment;
    }

    @ParameterizedTest
    @CsvSource({
        "JWT_SECRET_KEY,your-super-secret-key-here-0123456789",
        "JWT_SECRET_KEY,aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "PII_KEY,AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
        "DATABASE_URL,postgresql://aisle:CHANGE_ME@db/aisle",
        "DEBUG,true",
        "PASSWORD_HASH_COST,9",
        "AISLE_FAULT_POINT,capture.begun",
        "AISLE_DEMO_PASSWORD,aisle-demo-2026"
    })
    void productionRefusesWhatDevelopmentAllows(String variable, String value) {
        List<String> problems = production(Map.of(variable, value)).problems();

        assertEquals(1, problems.size(), problems.toString());
        assertTrue(problems.getFirst().startsWith(variable + " "), problems.getFirst());
        assertEquals(
                List.of(), production(Map.of(variable, value, "APP_ENV", "dev")).problems());
    }

    @Test
    void theNameOfAHostIsNoSecret() {
        String url = "postgresql://aisle:Vq3nb7xw@database.example.com/aisle";
        assertEquals(List.of(), production(Map.of("DATABASE_URL", url)).problems());
    }

    @Test
    void everythingUnsafeIsNamedAtOnce() {
        List<String> problems = production(Map.of("DEBUG", "on", "PASSWORD_HASH_COST", "4", "AISLE_PORT", "80"))
                .problems();

        assertEquals(3, problems.size(), problems.toString());
    }

    @ParameterizedTest
    @CsvSource({"AISLE_PORT,PORT", "AISLE_DATADIR,AISLE_DATA_DIR", "AISLE_DATABASE_URL,DATABASE_URL"})
    void anUnknownVariableIsRefusedWithTheNameThatWasMeant(String unknown, String meant) {
        assertEquals(
                List.of(unknown + " is no setting of Aisle; did you mean " + meant + "?"),
                production(Map.of(unknown, "1")).problems());
    }

    @Test
    void whatKubernetesSetsForAServiceIsNoSetting() {
        Environment environment = production(Map.of(
                "AISLE_SERVICE_HOST", "10.0.0.7",
                "AISLE_SERVICE_PORT", "80",
                "AISLE_SERVICE_PORT_HTTP", "80",
                "AISLE_PORT", "tcp://10.0.0.7:80",
                "AISLE_PORT_80_TCP_ADDR", "10.0.0.7",
                "AISLE_ADMIN_PORT_80_TCP", "tcp://10.0.0.7:80",
                "DB_PORT", "tcp://10.0.0.8:5432",
                "AISLE_JAVA_OPTS", "-Xmx1g",
                "AISLE_JDK_SEARCH", "/opt"));

        assertEquals(List.of(), environment.problems());
        assertEquals(5432, environment.number(Variable.DB_PORT));
    }

    @Test
    void whatIsInUseIsToldWithoutSecrets() {
        Environment environment = production(Map.of("DB_HOST", "db", "DB_PASSWORD", "hunter2", "PORT", "81"));

        SettingsInUse inUse = SettingsInUse.of(environment);

        for (String said : List.of(inUse.table(), inUse.toString())) {
            assertTrue(!said.contains("hunter2") && !said.contains(SECRET) && !said.contains(KEY), said);
        }
        assertTrue(inUse.lines().contains(new SettingsInUse.Line(Variable.PORT, "81", "PORT")));
        assertTrue(inUse.lines().contains(new SettingsInUse.Line(Variable.DB_PASSWORD, "(set)", "DB_PASSWORD")));
        assertTrue(inUse.lines().contains(new SettingsInUse.Line(Variable.DEBUG, "false", "default")));
        assertTrue(!environment.toString().contains("hunter2"));
    }

    @Test
    void wrongLimitsAndProxiesAreNamedTogether() {
        Environment environment = new Environment(Map.of(
                "JWT_SECRET_KEY", SECRET,
                "PII_KEY", KEY,
                "RATE_LIMIT_DEFAULTS", "many per minute",
                "REDIS_URL", "redis://:secret@:port",
                "TRUSTED_PROXIES", "10.0.0.0/8, proxy.internal",
                "TRUSTED_PROXY_HEADER", "X-Real-IP"));

        server(environment);

        assertEquals(
                Set.of(
                        "RATE_LIMIT_DEFAULTS must be " + Quotas.FORM + ".",
                        "TRUSTED_PROXIES must be addresses or networks such as 10.0.0.0/8.",
                        "TRUSTED_PROXY_HEADER must be X-Forwarded-For or Forwarded.",
                        "REDIS_URL must be an address such as redis://:password@host:6379/0."),
                Set.copyOf(environment.problems()));
    }

    @Test
    void limitsCanBeSwitchedOffExceptInProduction() {
        Map<String, String> off = Map.of("JWT_SECRET_KEY", SECRET, "PII_KEY", KEY, "RATE_LIMIT_DEFAULTS", "off");
        Environment production = new Environment(off);
        server(production);
        assertEquals(1, production.problems().size());
        assertTrue(production.problems().getFirst().startsWith("RATE_LIMIT_DEFAULTS is off"));

        Environment staging = new Environment(off);
        Settings.forServer(staging, AppEnvironment.STAGING, null, null);
        assertEquals(List.of(), staging.problems());
    }
}
