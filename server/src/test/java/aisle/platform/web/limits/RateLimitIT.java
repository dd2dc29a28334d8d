package aisle.platform.web.limits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aisle.testing.Program;
import aisle.testing.RunningShop;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Rate limits as clients meet them, on a packaged server that believes its proxy, so that each test comes from addresses of
 * its own. The span is so long that none ends within a test.
 */
class RateLimitIT {
    private static final int LIMIT = 20;
    private static final int SPAN = 86_400;
    private static final int PORT = Program.freePort();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final AtomicInteger ADDRESSES = new AtomicInteger();

    private static Path data;
    private static Program server;

    private final RunningShop shop = new RunningShop(PORT, () -> Program.connect(data));
    private final String address = newAddress();

    private static String newAddress() {
        return "198.51.100." + ADDRESSES.incrementAndGet();
    }

    @BeforeAll
    static void start() throws IOException {
        data = Files.createTempDirectory("aisle-limits-");
        server = Program.start(
                        Map.of(
                                "APP_ENV", "development",
                                "PASSWORD_HASH_COST", "4",
                                "LOG_LEVEL", "WARN",
                                "RATE_LIMIT_DEFAULTS", LIMIT + " per day",
                                "TRUSTED_PROXIES", "127.0.0.1, ::1"),
                        "serve",
                        "--data",
                        data.toString(),
                        "--port",
                        Integer.toString(PORT))
                .awaitReady(PORT);
    }

    @AfterAll
    static void stop() {
        server.terminate();
        Program.cleanUp(data);
    }

    private static HttpRequest.Builder request(String path, String address) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + PORT + path))
                .header("X-Forwarded-For", address);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static HttpResponse<String> get(String path, String address) {
        return send(request(path, address));
    }

    private static HttpResponse<String> post(String path, String address, String body) {
        return send(request(path, address)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private static String header(HttpResponse<?> answer, String name) {
        return String.join(" and ", answer.headers().allValues(name));
    }

    private static void useUp(String address) {
        for (int i = 0; i < LIMIT; i++) {
            assertEquals(200, get("/api/v1/stores", address).statusCode());
        }
    }

    @Test
    void everyAnswerSaysWhatIsLeftAndTheOneTooManyIsRefused() {
        HttpResponse<String> first = get("/api/v1/stores", address);
        assertEquals("\"default\";q=20;w=86400", header(first, "RateLimit-Policy"));
        assertTrue(header(first, "RateLimit").matches("\"default\";r=19;t=86(400|3\\d\\d)"), first.headers()::toString);
        for (int i = 1; i < LIMIT; i++) {
            get("/api/v1/stores", address);
        }
        HttpResponse<String> refused = get("/api/v1/stores", address);
        assertEquals(429, refused.statusCode());
        assertTrue(refused.body().contains("\"code\":\"RATE_LIMITED\""), refused::body);
        assertTrue(refused.body().contains("\"request_id\":\"" + header(refused, "X-Request-ID") + "\""));
        long retryAfter = Long.parseLong(header(refused, "Retry-After"));
        assertTrue(retryAfter > SPAN - 600 && retryAfter <= SPAN, () -> "Retry-After " + retryAfter);
        assertEquals("\"default\";r=0;t=" + retryAfter, header(refused, "RateLimit"));
        assertEquals(200, get("/api/v1/stores", newAddress()).statusCode());
    }

    @Test
    void badTokensAndUnknownPathsCountForTheAddress() {
        for (int i = 0; i < LIMIT; i++) {
            HttpResponse<String> answer = send(request(i % 2 == 0 ? "/api/v1/auth/me" : "/nothing", address)
                    .header("Authorization", "Bearer not-a-token-" + i));
            assertTrue(answer.statusCode() == 401 || answer.statusCode() == 404);
        }
        assertEquals(
                429,
                send(request("/api/v1/auth/me", address).header("Authorization", "Bearer another"))
                        .statusCode());
        assertEquals(429, post("/api/v1/auth/login", address, "no JSON at all").statusCode());
    }

    @Test
    void aUserIsCountedWhereverFromAndNotAsItsAddress() {
        HttpResponse<String> registered = post("/api/v1/auth/register", address, registration("wanderer"));
        assertEquals(201, registered.statusCode(), registered::body);
        String token = registered.body().replaceAll(".*\"access_token\":\"([^\"]+)\".*", "$1");
        useUp(address.replace("198.51", "203.0"));
        for (int i = 0; i < LIMIT; i++) {
            assertEquals(
                    200,
                    send(request("/api/v1/auth/me", newAddress()).header("Authorization", "Bearer " + token))
                            .statusCode());
        }
        assertEquals(
                429,
                send(request("/api/v1/auth/me", newAddress()).header("Authorization", "Bearer " + token))
                        .statusCode());
        assertEquals(200, get("/api/v1/stores", address).statusCode());
    }

    @Test
    void anApiKeyHasALimitOfItsOwn() throws SQLException {
        HttpResponse<String> registered = post("/api/v1/auth/register", address, registration("maker"));
        assertEquals(201, registered.statusCode(), registered::body);
        promoteEverybody();
        String token = registered.body().replaceAll(".*\"access_token\":\"([^\"]+)\".*", "$1");
        HttpResponse<String> made = send(request("/api/v1/admin/api-keys", address)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("""
                        {"name": "Till", "scopes": ["listProducts"], "requests_per_minute": 3}
                        """)));
        assertEquals(201, made.statusCode(), made::body);
        String key = made.body().replaceAll(".*\"secret\":\"([^\"]+)\".*", "$1");

        // Not seen before, it counts for its address; from then on for itself, wherever from.
        assertEquals("\"default\";q=20;w=86400", header(products(key), "RateLimit-Policy"));
        for (int i = 0; i < 3; i++) {
            HttpResponse<String> answer = products(key);
            assertEquals(200, answer.statusCode());
            assertEquals("\"api-key\";q=3;w=60", header(answer, "RateLimit-Policy"));
        }
        HttpResponse<String> refused = products(key);
        assertEquals(429, refused.statusCode());
        assertTrue(refused.body().contains("\"policy\":\"api-key\""), refused::body);
        // Somebody who only guesses at it uses up nothing of it.
        String guessed = key.substring(0, key.length() - 1) + (key.endsWith("0") ? "1" : "0");
        assertEquals("\"default\";q=20;w=86400", header(products(guessed), "RateLimit-Policy"));
    }

    private static HttpResponse<String> products(String key) {
        return send(request("/api/v1/products", newAddress()).header("Authorization", "Bearer " + key));
    }

    private static void promoteEverybody() throws SQLException {
        Properties database = Program.database(data);
        try (Connection connection = DriverManager.getConnection(
                        "jdbc:postgresql://localhost:" + database.getProperty("port") + "/aisle",
                        "aisle",
                        database.getProperty("password"));
                Statement update = connection.createStatement()) {
            update.executeUpdate("UPDATE aisle.app_user SET role = 'ADMIN'");
        }
    }

    @Test
    void thoseWhoWatchAreNeverLimitedAndNobodyPassesForThem() {
        useUp(address);
        for (String path :
                new String[] {"/healthz", "/readyz", "/health", "/health/", "/health/db", "/api/v1/health", "/metrics"
                }) {
            HttpResponse<String> answer = get(path, address);
            assertEquals(200, answer.statusCode(), path);
            assertFalse(answer.headers().firstValue("RateLimit").isPresent(), path);
        }
        for (String path : new String[] {"/HEALTH", "/healthy", "/api/v1/stores?x=/health"}) {
            assertEquals(429, get(path, address).statusCode(), path);
        }
        for (String path : new String[] {
            "//health",
            "/health/../api/v1/stores",
            "/metrics/../api/v1/stores",
            "/webjars/../api/v1/stores",
            "/health;/api/v1/stores"
        }) {
            assertEquals(404, get(path, address).statusCode(), path);
        }
    }

    @Test
    void anIpv6NetworkIsOneCallerAndAForgedHopIsNotRead() {
        for (int i = 0; i < LIMIT; i++) {
            get("/api/v1/stores", "203.0.113." + i + ", [2001:db8:77:1::" + (i + 1) + "]:4711");
        }
        assertEquals(429, get("/api/v1/stores", "2001:db8:77:1:ffff::1").statusCode());
        assertEquals(200, get("/api/v1/stores", "2001:db8:77:2::1").statusCode());
    }

    @Test
    void passwordsCannotBeTriedOnAndOn() {
        String email = "guessed-" + address + "@shop.example";
        HttpResponse<String> answer = post("/api/v1/auth/login", address, credentials(email, "wrong password"));
        // Each wait is twice as long as the one before, so that sooner or later an attempt falls into one.
        for (int failures = 1; answer.statusCode() == 401 && failures < LIMIT - 2; failures++) {
            answer = post("/api/v1/auth/login", address, credentials(email, "wrong password " + failures));
        }
        assertEquals(429, answer.statusCode(), answer::body);
        int entries = shop.query("SELECT count(*) FROM aisle.audit_entry");
        assertEquals(
                429,
                post("/api/v1/auth/login", address, credentials(email, "once more"))
                        .statusCode());
        assertEquals(entries, shop.query("SELECT count(*) FROM aisle.audit_entry"));
        assertTrue(Long.parseLong(header(answer, "Retry-After")) <= 900);
        assertEquals("\"default\";q=20;w=86400, \"sign-in\";q=100;w=600", header(answer, "RateLimit-Policy"));
        assertEquals(
                401,
                post("/api/v1/auth/login", newAddress(), credentials("other-" + email, "wrong"))
                        .statusCode());
        String metrics = get("/metrics", address).body();
        assertTrue(metrics.contains("rate_limited_total{policy=\"sign-in\"} 2.0"), metrics);
    }

    private static String credentials(String email, String password) {
        return "{\"email\": \"%s\", \"password\": \"%s\"}".formatted(email, password);
    }

    private static String registration(String name) {
        return "{\"email\": \"%s@shop.example\", \"password\": \"correct horse battery\", \"full_name\": \"%s\"}"
                .formatted(name, name);
    }
}
