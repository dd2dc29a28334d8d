package aisle.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aisle.testing.Program;
import aisle.testing.RunningShop;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** The exchange of PII_KEY beside a running server: ended in the middle, and twice at once. */
class RotatePiiKeyIT {
    private static final String FORMER = "YWlzbGUtdGVzdC1rZXktMDEyMzQ1Njc4OWFiY2RlZmc=";
    private static final String PRESENT = "YW5vdGhlci10ZXN0LWtleS1vZi1haXNsZS0wMTIzNDU=";
    private static final Pattern TOTAL = Pattern.compile("Encrypted (\\d+) values anew");
    private static final int PEOPLE = 5;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path data;

    private final int port = Program.freePort();
    private final RunningShop shop = new RunningShop(port, this::connect);
    private Program server;
    private String admin;

    private static Map<String, String> environment(String key, String old) {
        return Map.of(
                "APP_ENV",
                "development",
                "PASSWORD_HASH_COST",
                "4",
                "JWT_SECRET_KEY",
                "a-secret-that-only-the-tests-know-0123456789",
                "PII_KEY",
                key,
                "PII_KEY_OLD",
                old,
                "PII_INDEX_KEY",
                FORMER);
    }

    private Connection connect() throws SQLException {
        Properties database = Program.database(data);
        return DriverManager.getConnection(
                "jdbc:postgresql://localhost:" + database.getProperty("port") + "/aisle",
                "aisle",
                database.getProperty("password"));
    }

    @BeforeEach
    void openAShopUnderTheFormerKey() throws Exception {
        server = Program.start(
                        environment(FORMER, PRESENT),
                        "serve",
                        "--data",
                        data.toString(),
                        "--port",
                        Integer.toString(port))
                .awaitReady(port);
        admin = shop.signUpAdmin();
        for (int i = 0; i < PEOPLE; i++) {
            shop.create("/api/v1/customers", admin, "{\"full_name\": \"Walk-In " + i + "\"}");
        }
    }

    @AfterEach
    void stop() {
        server.kill();
        Program.cleanUp(data);
    }

    private Program rotate() {
        return Program.start(environment(PRESENT, FORMER), "rotate-pii-key", "--data", data.toString());
    }

    private static int total(Program rotation) {
        assertEquals(0, rotation.exitStatus(), rotation.output());
        Matcher total = TOTAL.matcher(rotation.output());
        assertTrue(total.find(), rotation.output());
        return Integer.parseInt(total.group(1));
    }

    private void assertReadable() throws Exception {
        String customers = shop.client()
                .get("/api/v1/customers?limit=" + PEOPLE, admin)
                .body()
                .toString();
        for (int i = 0; i < PEOPLE; i++) {
            assertTrue(customers.contains("Walk-In " + i), customers);
        }
    }

    @Test
    void whatWasEndedInTheMiddleGoesOnWhereItWas() throws Exception {
        try (Connection holder = connect()) {
            holder.setAutoCommit(false);
            // The users come first; at the customers it has to wait.
            holder.createStatement().execute("SELECT FROM aisle.customer WHERE person_enc IS NOT NULL FOR UPDATE");
            Program ended = rotate().awaitOutput("app_user.person_enc: 1");
            ended.kill();
            assertFalse(TOTAL.matcher(ended.output()).find(), ended.output());
        }

        Program again = rotate();

        assertEquals(PEOPLE, total(again), again.output());
        assertTrue(again.output().contains("app_user.person_enc: 0"), again.output());
        assertTrue(again.output().contains("customer.person_enc: " + PEOPLE), again.output());
        assertEquals(0, total(rotate()));
        assertReadable();
    }

    @Test
    void ofTwoAtOnceEachValueIsDoneOnce() throws Exception {
        List<Program> both = Stream.generate(this::rotate).limit(2).toList();

        int done = both.stream().mapToInt(RotatePiiKeyIT::total).sum();

        // Address and name of the one user, and every customer.
        assertEquals(2 + PEOPLE, done);
        assertEquals(0, total(rotate()));
        assertReadable();
    }
}
