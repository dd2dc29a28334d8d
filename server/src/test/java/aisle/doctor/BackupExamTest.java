package aisle.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aisle.platform.time.Time;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupExamTest {
    private static final Instant NOW = Instant.parse("2026-11-27T06:00:00Z");

    @TempDir
    private Path folder;

    private static Finding look(Path folder) {
        Time time = new Time();
        time.use(() -> NOW);
        return new BackupExam(folder, time).finding();
    }

    private void backup(String name, int hoursOld, int bytes) throws IOException {
        Path file = Files.write(folder.resolve(name), new byte[bytes]);
        Files.setLastModifiedTime(file, FileTime.from(NOW.minus(hoursOld, ChronoUnit.HOURS)));
    }

    @Test
    void aFolderThatIsMissingOrEmptyIsWrong() {
        assertEquals(Grade.WRONG, look(folder.resolve("nowhere")).grade());
        assertEquals(Grade.WRONG, look(folder).grade());
    }

    @Test
    void theNewestCounts() throws IOException {
        backup("monday.dump", 30, 1000);
        assertTrue(look(folder).text().contains("older than a day"));
        backup("tuesday.dump", 6, 1010);
        assertEquals(Grade.FINE, look(folder).grade());
        assertTrue(look(folder).text().contains("tuesday.dump"));
    }

    @Test
    void oneThatShrankOrIsEmptyIsNoticed() throws IOException {
        backup("monday.dump", 30, 1000);
        backup("tuesday.dump", 6, 400);
        assertEquals(Grade.DOUBTFUL, look(folder).grade());
        backup("tuesday.dump", 6, 0);
        assertEquals(Grade.WRONG, look(folder).grade());
    }
}
