package aisle.platform.observability;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * The real Prometheus, Alertmanager and postgres-exporter tell by mail that the server or its database is down, and that it
 * is back; and every query of every dashboard shows data. Skipped, and said so, where these programs cannot be had.
 */
class AlertsIT {
    /** Of the script, when something that it needs is missing. */
    private static final int SKIPPED = 3;

    private static final long LONGEST_SECONDS = 600;

    @Test
    void whoIsToKnowIsTold() throws Exception {
        assumeTrue(
                Files.isExecutable(Path.of("/usr/bin/env")) && Files.exists(Path.of("/proc")),
                "SKIPPED: the programs that watch a shop run on Linux here");
        Path output = Files.createTempFile("prove-", ".txt");
        Process proof = new ProcessBuilder(
                        "/usr/bin/env",
                        "python3",
                        Watching.FOLDER.resolve("prove").toString(),
                        "--jar",
                        Path.of(System.getProperty("aisle.jar"))
                                .toAbsolutePath()
                                .toString(),
                        "--java",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        if (!proof.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
            proof.destroy();
            proof.waitFor();
        }
        String said = Files.readString(output, StandardCharsets.UTF_8);
        System.out.println(said);
        assumeTrue(proof.exitValue() != SKIPPED && proof.exitValue() != 127, said);
        assertEquals(0, proof.exitValue(), said);
    }
}
