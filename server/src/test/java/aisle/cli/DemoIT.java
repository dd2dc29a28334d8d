package aisle.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aisle.testing.Program;
import aisle.testing.Waiting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Properties;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The life of a data folder: first start, crashes of every part, further starts, an orderly end. */
class DemoIT {
    private static final String OPEN = "Aisle is open.";

    @TempDir
    Path data;

    private Map<String, Long> rowsPerTable() throws SQLException {
        Map<String, Long> rows = new TreeMap<>();
        try (Connection connection = Program.connect(data);
                Statement statement = connection.createStatement()) {
            List<String> tables = new ArrayList<>();
            try (ResultSet found = statement.executeQuery(
                    "SELECT tablename FROM pg_tables WHERE schemaname = 'aisle' AND tablename NOT IN ('outbox_delivery', 'job', 'job_run', 'row_count')")) {
                while (found.next()) {
                    tables.add(found.getString(1));
                }
            }
            for (String table : tables) {
                try (ResultSet count = statement.executeQuery("SELECT count(*) FROM aisle.\"" + table + '"')) {
                    count.next();
                    rows.put(table, count.getLong(1));
                }
            }
        }
        return rows;
    }

    @Test
    void aShopSurvivesEveryCrashAndChangesNothingBySecondLoading() throws Exception {
        Map<String, Long> rows;
        try (ServerUnderTest first = ServerUnderTest.start("demo", data, Map.of())) {
            first.awaitReady();
            first.program().kill(); // most likely half-loaded
        }
        try (ServerUnderTest second = ServerUnderTest.start("demo", data, Map.of())) {
            second.program().awaitOutput(OPEN);
            assertFalse(
                    second.program().output().contains("WARN"), second.program().output());
            rows = rowsPerTable();
            assertEquals(3, rows.get("store"));
            assertEquals(315, rows.get("product"));
            assertEquals(772, rows.get("stock"));
            assertEquals(5, rows.get("app_user"));

            Program rival = ServerUnderTest.start("demo", data, Map.of()).program();
            assertEquals(75, rival.exitStatus());
            assertTrue(rival.output().startsWith("aisle: The data folder " + data), rival.output());
            refusesWrongPassword();

            long killed = Program.postgresPid(data);
            second.killPostgres();
            Waiting.until("another PostgreSQL", () -> postgresPid() != 0 && postgresPid() != killed);
            Waiting.until("stores", () -> second.get("/api/v1/stores").statusCode() == 200);
            second.program().kill();
        }
        try (ServerUnderTest third = ServerUnderTest.start("demo", data, Map.of())) {
            third.program().awaitOutput(OPEN);
            assertEquals(rows, rowsPerTable());
            stopsInOrderAmidRequests(third);
        }
        assertFalse(Files.exists(data.resolve("postgres").resolve("postmaster.pid")));
        for (String secret : List.of("secrets.properties", "database.properties")) {
            assertEquals(
                    PosixFilePermissions.fromString("rw-------"), Files.getPosixFilePermissions(data.resolve(secret)));
        }
        productionRefusesTheDemoAccounts();
    }

    /** 0 while none runs: its file is replaced at that moment. */
    private long postgresPid() {
        try {
            return Program.postgresPid(data);
        } catch (UncheckedIOException | NoSuchElementException e) {
            return 0;
        }
    }

    private void refusesWrongPassword() {
        String url =
                "postgresql://aisle:wrong@127.0.0.1:" + Program.database(data).getProperty("port") + "/aisle";
        try (ServerUnderTest server = ServerUnderTest.start(
                "serve", data.resolve("unused"), ServerUnderTest.withSecrets(Map.of("DATABASE_URL", url)))) {
            assertEquals(69, server.program().exitStatus());
            assertTrue(
                    server.program().output().contains("aisle: The database cannot be used"),
                    server.program().output());
            assertFalse(
                    server.program().output().contains("\tat "),
                    server.program().output());
        }
    }

    private static void stopsInOrderAmidRequests(ServerUnderTest server) throws InterruptedException {
        Queue<Integer> statuses = new ConcurrentLinkedQueue<>();
        CountDownLatch underway = new CountDownLatch(200);
        List<Thread> shoppers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            shoppers.add(Thread.ofVirtual().start(() -> {
                try (HttpClient client = HttpClient.newHttpClient()) {
                    HttpRequest request =
                            HttpRequest.newBuilder(server.uri("/api/v1/stores")).build();
                    while (true) {
                        statuses.add(client.send(request, HttpResponse.BodyHandlers.discarding())
                                .statusCode());
                        underway.countDown();
                    }
                } catch (IOException | InterruptedException e) {
                    // Nobody listens any more.
                }
            }));
        }
        assertTrue(underway.await(60, TimeUnit.SECONDS));
        int status = server.program().terminate();
        for (Thread shopper : shoppers) {
            shopper.join();
        }
        assertEquals(143, status);
        assertEquals(List.of(200), statuses.stream().distinct().toList());
    }

    private void productionRefusesTheDemoAccounts() throws IOException {
        Properties secrets = new Properties();
        try (var reader = Files.newBufferedReader(data.resolve("secrets.properties"))) {
            secrets.load(reader);
        }
        Map<String, String> environment = Map.of(
                "JWT_SECRET_KEY", secrets.getProperty("jwt_secret_key"), "PII_KEY", secrets.getProperty("pii_key"));
        try (ServerUnderTest server = ServerUnderTest.start("serve", data, environment)) {
            assertEquals(78, server.program().exitStatus());
            assertTrue(
                    server.program().output().contains("demo accounts"),
                    server.program().output());
        }
    }
}
