package aisle.platform.web.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The committed API document is clean to two linters, where there is a Node.js to run them; else this is skipped. */
class ApiLintIT {
    /** Of the script, when it could not check anything. */
    private static final int SKIPPED = 3;

    @Test
    void theCommittedDocumentIsClean() throws Exception {
        Path output = Files.createTempFile("lint-api", ".txt");
        Process lint = start(output);
        assumeTrue(lint != null, "there is no shell to start .ci/lint-api");
        int status = lint.waitFor();
        String said = Files.readString(output, StandardCharsets.UTF_8);
        assumeTrue(status != SKIPPED, said);
        assertEquals(0, status, said);
    }

    private static Process start(Path output) {
        try {
            return new ProcessBuilder("sh", "../.ci/lint-api")
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
        } catch (IOException e) {
            if (Files.exists(Path.of("/bin/sh"))) {
                throw new UncheckedIOException(e);
            }
            return null;
        }
    }
}
