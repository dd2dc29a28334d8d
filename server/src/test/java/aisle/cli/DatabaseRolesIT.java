package aisle.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aisle.testing.Client.Reply;
import aisle.testing.OutsidePostgres;
import aisle.testing.Program;
import aisle.testing.RunningShop;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The three roles of deploy/database/roles.sql on a real server: who may do what, and that a shop runs so. */
@EnabledIf(
        value = "aisle.testing.OutsidePostgres#isInstalled",
        disabledReason = "no PostgreSQL 15 or newer is installed on this machine")
class DatabaseRolesIT {
    private static final Path ROLES = Path.of("../deploy/database/roles.sql");
    private static final String INSUFFICIENT_PRIVILEGE = "42501";

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path directory;

    private OutsidePostgres postgres;

    @BeforeEach
    void create() throws Exception {
        postgres = OutsidePostgres.create(directory).start().createShop();
    }

    @AfterEach
    void stop() {
        postgres.close();
    }

    private void makeRoles() throws Exception {
        try (Connection root = postgres.connectAs("root");
                Statement statement = root.createStatement()) {
            statement.execute(Files.readString(ROLES));
            for (String role : new String[] {"aisle_migrator", "aisle_app", "aisle_readonly"}) {
                statement.execute("ALTER ROLE " + role + " PASSWORD '" + OutsidePostgres.PASSWORD + "'");
            }
        }
    }

    private void migrateAs(String role) {
        Program program = Program.start(Map.of("DATABASE_URL", postgres.url(role)), "migrate");
        assertEquals(0, program.exitStatus(), program::output);
    }

    private Map<String, String> environmentOfTheApp() {
        return ServerUnderTest.withSecrets(Map.of(
                "APP_ENV", "staging",
                "PASSWORD_HASH_COST", "4",
                "DATABASE_URL", postgres.url("aisle_app")));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aShopRunsWithARoleThatMayNotChangeItsTables(boolean ranWithOneRoleBefore) throws Exception {
        if (ranWithOneRoleBefore) {
            migrateAs(OutsidePostgres.OWNER);
        }
        makeRoles();
        migrateAs("aisle_migrator");
        makeRoles();

        int port = Program.freePort();
        try (Program server = Program.start(environmentOfTheApp(), "serve", "--port", Integer.toString(port))
                .awaitReady(port)) {
            sell(new RunningShop(port, () -> postgres.connectAs("aisle_app")));
            assertEquals(128 + 15, server.terminate());
            assertTrue(server.output().contains("\"event\":\"http_request\""), server::output);
            assertTrue(!server.output().contains("month_partitions_postponed"), server::output);
        }
        assertRights();
    }

    /** Something of most kinds: people, products, stock with its ledger, an audit entry for each. */
    private static void sell(RunningShop shop) throws Exception {
        String admin = shop.signUpAdmin();
        String store = shop.create("/api/v1/stores", admin, "{\"name\": \"Least\"}");
        String product = shop.create(
                "/api/v1/products", admin, "{\"name\": \"Soap\", \"price\": \"2.10\", \"category\": \"Household\"}");
        Reply stocked = shop.client()
                .send(
                        "PATCH",
                        "/api/v1/inventory/" + store + "/" + product,
                        admin,
                        "{\"on_hand\": 5, \"reason\": \"RECEIPT\"}");
        assertEquals(200, stocked.status(), stocked::toString);
        String buyer = shop.signUp("buyer");
        shop.client().send("PATCH", "/api/v1/cart", buyer, "{\"store_id\": \"" + store + "\"}");
        shop.client().post("/api/v1/cart/items", buyer, null, "{\"product_id\": \"" + product + "\", \"quantity\": 2}");
        Reply order = shop.client()
                .post(
                        "/api/v1/checkout/confirm",
                        buyer,
                        "once",
                        "{\"fulfillment_type\": \"PICKUP\", \"payment_method\": \"ON_DELIVERY\"}");
        assertEquals(201, order.status(), order::toString);
    }

    private void assertRights() throws SQLException {
        try (Connection app = postgres.connectAs("aisle_app")) {
            assertTrue(number(app, "SELECT count(*) FROM aisle.audit_entry") > 0);
            assertTrue(number(app, "SELECT count(*) FROM aisle.stock_movement") > 0);
            for (String forbidden : new String[] {
                "UPDATE aisle.audit_entry SET action = 'nothing'",
                "DELETE FROM aisle.audit_entry",
                "DELETE FROM aisle.audit_entry_default",
                "INSERT INTO aisle.audit_entry_default SELECT * FROM aisle.audit_entry",
                "TRUNCATE aisle.audit_entry",
                "UPDATE aisle.stock_movement SET delta = 0",
                "DELETE FROM aisle.stock_movement",
                "TRUNCATE aisle.orders",
                "DROP TABLE aisle.orders",
                "ALTER TABLE aisle.orders ADD COLUMN more text",
                "ALTER TABLE aisle.stock DISABLE TRIGGER ALL",
                "CREATE TABLE aisle.mine (id int)",
                "CREATE TABLE public.mine (id int)",
                "CREATE SCHEMA mine",
                "DELETE FROM aisle.flyway_schema_history",
                "SELECT aisle.grant_rights()"
            }) {
                assertForbidden(app, forbidden);
            }
            // Months to come are made by a function, and are as closed as their table.
            assertEquals(
                    1, number(app, "SELECT aisle.ensure_month_partitions('aisle.audit_entry', DATE '2041-05-01', 1)"));
            assertForbidden(app, "DELETE FROM aisle.audit_entry_2041_05");
            assertForbidden(app, "SELECT count(*) FROM aisle.audit_entry_2041_05");
        }
        try (Connection reports = postgres.connectAs("aisle_readonly")) {
            assertEquals(1, number(reports, "SELECT count(number) FROM aisle.orders"));
            assertEquals(1, number(reports, "SELECT count(*) FROM aisle.store WHERE name = 'Least'"));
            assertForbidden(reports, "SELECT email_enc FROM aisle.app_user");
            assertForbidden(reports, "SELECT password_hash FROM aisle.app_user");
            assertForbidden(reports, "SELECT token_hash FROM aisle.refresh_token");
            assertEquals(
                    "25006",
                    assertThrows(SQLException.class, () -> run(reports, "DELETE FROM aisle.orders"))
                            .getSQLState());
            run(reports, "SET default_transaction_read_only = off");
            assertForbidden(reports, "DELETE FROM aisle.orders");
        }
    }

    @Test
    void theDoctorTellsTheRolesApart() throws Exception {
        makeRoles();
        migrateAs("aisle_migrator");

        String ofApp = doctor("aisle_app", 1);
        assertTrue(ofApp.contains("ok      rights      the role aisle_app changes neither"), ofApp);
        assertTrue(ofApp.contains("ok      migrations"), ofApp);
        assertTrue(ofApp.contains("ok      clock"), ofApp);
        assertTrue(ofApp.contains("FAIL    admin"), ofApp);
        assertTrue(ofApp.contains("warn    mail"), ofApp);
        String ofMigrator = doctor("aisle_migrator", 1);
        assertTrue(
                ofMigrator.contains("warn    rights      the role aisle_migrator may change the schema"), ofMigrator);
        assertTrue(ofMigrator.contains("warn    rights      the role aisle_migrator may change the audit"), ofMigrator);
        assertTrue(doctor("root", 1).contains("FAIL    rights      the role root is a superuser"));
    }

    private String doctor(String role, int status) {
        Program program =
                Program.start(ServerUnderTest.withSecrets(Map.of("DATABASE_URL", postgres.url(role))), "doctor");
        assertEquals(status, program.exitStatus(), program::output);
        String said = program.output();
        assertTrue(!said.contains("p@ss w/rd") && !said.contains("only-the-tests-know"), said);
        return said;
    }

    @Test
    void aServerWithoutTheRightToMigrateSaysSoAndWaitsForNobody() throws Exception {
        makeRoles();

        Program server = Program.start(environmentOfTheApp(), "serve", "--port", Integer.toString(Program.freePort()));

        assertEquals(69, server.exitStatus(), server::output);
        assertTrue(server.output().contains("permission denied"), server::output);
    }

    private static void assertForbidden(Connection connection, String sql) {
        SQLException refusal = assertThrows(SQLException.class, () -> run(connection, sql), sql);
        assertEquals(INSUFFICIENT_PRIVILEGE, refusal.getSQLState(), sql + ": " + refusal.getMessage());
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static long number(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getLong(1);
        }
    }
}
