package aisle.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aisle.testing.Program;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person sees who starts the program the wrong way, or in the wrong moment. */
class CommandLineIT {
    @TempDir
    Path data;

    private static void assertOneSentence(Program program) {
        String said = program.output();
        assertTrue(said.startsWith("aisle: "), said);
        assertFalse(said.contains("\tat "), said);
        assertFalse(said.contains("Exception"), said);
    }

    @Test
    void unknownCommandsAndOptionsAreNamed() {
        Program command = Program.start(Map.of(), "sell");
        assertEquals(2, command.exitStatus());
        assertOneSentence(command);
        assertTrue(command.output().contains("\"sell\""), command.output());

        Program option = Program.start(Map.of(), "serve", "--fast");
        assertEquals(2, option.exitStatus());
        assertOneSentence(option);
        assertTrue(option.output().contains("--fast"), option.output());
    }

    @Test
    void productionNamesBothMissingSecretsAndLeavesNothingBehind() {
        Program program =
                Program.start(Map.of(), "serve", "--data", data.resolve("d").toString());

        assertEquals(78, program.exitStatus());
        assertOneSentence(program);
        assertTrue(program.output().contains("JWT_SECRET_KEY"), program.output());
        assertTrue(program.output().contains("PII_KEY"), program.output());
        assertFalse(Files.exists(data.resolve("d")));
    }

    @Test
    void theDemoRefusesProduction() {
        Program program = Program.start(Map.of("APP_ENV", "production"), "demo", "--data", data.toString());

        assertEquals(78, program.exitStatus());
        assertOneSentence(program);
    }

    @Test
    void aTakenPortIsNamed() throws IOException {
        try (ServerSocket taken = new ServerSocket(0)) {
            String port = Integer.toString(taken.getLocalPort());
            Program program =
                    Program.start(Map.of("APP_ENV", "dev"), "serve", "--data", data.toString(), "--port", port);

            assertEquals(75, program.exitStatus());
            assertOneSentence(program);
            assertTrue(program.output().contains(port), program.output());
        }
    }

    @Test
    void anUnreachableDatabaseIsAwaitedAndThenGivenUp() {
        Map<String, String> environment = ServerUnderTest.withSecrets(Map.of(
                "DATABASE_URL",
                "postgresql://me:secret@127.0.0.1:" + Program.freePort() + "/shop",
                "DB_STARTUP_TIMEOUT",
                "10s"));
        try (ServerUnderTest server = ServerUnderTest.start("serve", data, environment)) {
            server.awaitListening();

            HttpResponse<String> answer = server.get("/api/v1/stores");
            assertEquals(503, answer.statusCode());
            assertTrue(answer.body().contains("DATABASE_UNAVAILABLE"), answer.body());
            assertTrue(answer.headers().firstValue("Retry-After").isPresent());
            assertEquals(503, server.get("/readyz").statusCode());

            assertEquals(69, server.program().exitStatus());
            String said = server.program().output();
            assertTrue(said.contains("aisle: The database did not come up within 10 seconds"), said);
            assertFalse(said.contains("me:secret"), said);
        }
    }
}
