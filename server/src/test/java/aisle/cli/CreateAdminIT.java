package aisle.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aisle.testing.Client;
import aisle.testing.Client.Reply;
import aisle.testing.Program;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** How a fresh installation gets its first administrator: by this command only, with a password that somebody chose. */
class CreateAdminIT {
    private static final String PASSWORD = "correct horse battery";

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path directory;

    private final Map<String, String> production = ServerUnderTest.withSecrets(Map.of("APP_ENV", "production"));

    @Test
    void theFirstAdministratorOfAnEmptyProductionDatabase() throws Exception {
        try (ServerUnderTest server = ServerUnderTest.start("serve", directory.resolve("data"), production)) {
            server.awaitReady();
            assertEquals(List.of(), users(server));

            Program careless = create(server, "ann", " ", "password");
            assertEquals(2, careless.exitStatus());
            assertEquals("""
                    aisle: --email must be an e-mail address. --full-name must not be blank. The password is among the \
                    passwords that are tried first; choose another one.
                    """, careless.output());
            Program alike = create(server, "ann.smith@shop.example", "Ann", "Ann.Smith@shop.example");
            assertEquals(1, alike.exitStatus());
            assertEquals("aisle: password: must not be the e-mail address\n", alike.output());
            Program silent = Program.start(production, arguments(server, "ann@shop.example", "Ann"));
            assertEquals(2, silent.exitStatus());
            assertTrue(silent.output().startsWith("aisle: There is no password: set AISLE_ADMIN_PASSWORD"));
            assertEquals(List.of(), users(server));

            Program typed =
                    Program.startWithInput(PASSWORD + "\n", production, arguments(server, "Ann@shop.example", "Ann"));
            assertEquals(0, typed.exitStatus(), typed::output);
            assertEquals("Created the administrator ann@shop.example.\n", typed.output());
            assertEquals(
                    "ADMIN",
                    login(server, PASSWORD).body().at("/data/user/role").asText());

            Program again = create(server, "ANN@shop.example", "Another", "another long one");
            assertEquals(1, again.exitStatus());
            assertEquals("aisle: There is an account with this e-mail address already.\n", again.output());
            assertEquals(401, login(server, "another long one").status());
            assertEquals(200, login(server, PASSWORD).status());
            assertEquals(List.of("ADMIN"), users(server));
        }
    }

    @Test
    void aDatabaseThatIsAwayIsNamed() {
        Map<String, String> environment = new HashMap<>(production);
        environment.put("DATABASE_URL", "postgresql://me:secret@127.0.0.1:" + Program.freePort() + "/shop");
        environment.put("DB_STARTUP_TIMEOUT", "1s");
        environment.put("AISLE_ADMIN_PASSWORD", PASSWORD);
        environment.put("LOG_LEVEL", "ERROR");
        Program program =
                Program.start(environment, "create-admin", "--email", "ann@shop.example", "--full-name", "Ann");

        assertEquals(69, program.exitStatus());
        assertTrue(program.output().startsWith("aisle: The database did not come up within"), program::output);
        assertFalse(program.output().contains("secret"), program::output);
    }

    private Program create(ServerUnderTest server, String email, String name, String password) {
        Map<String, String> environment = new HashMap<>(production);
        environment.put("AISLE_ADMIN_PASSWORD", password);
        return Program.start(environment, arguments(server, email, name));
    }

    private static String[] arguments(ServerUnderTest server, String email, String name) {
        return new String[] {"create-admin", "--data", server.data().toString(), "--email", email, "--full-name", name};
    }

    private static Reply login(ServerUnderTest server, String password) throws IOException, InterruptedException {
        return new Client("http://localhost:" + server.port())
                .post("/api/v1/auth/login", null, null, """
                        {"email": "ann@shop.example", "password": "%s"}
                        """.formatted(password));
    }

    private static List<String> users(ServerUnderTest server) throws SQLException {
        List<String> roles = new ArrayList<>();
        try (Connection connection = Program.connect(server.data());
                Statement query = connection.createStatement();
                ResultSet rows = query.executeQuery("SELECT role FROM aisle.app_user ORDER BY id")) {
            while (rows.next()) {
                roles.add(rows.getString(1));
            }
        }
        return roles;
    }
}
