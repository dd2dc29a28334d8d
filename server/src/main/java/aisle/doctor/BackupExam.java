package aisle.doctor;

import aisle.platform.time.Time;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A folder of backups: whether the newest is of today, and no empty file or one that shrank. */
public final class BackupExam {
    private static final Duration OLDEST = Duration.ofHours(26);
    private static final int SHRUNK_PERCENT = 50;

    private final Path folder;
    private final Time time;

    public BackupExam(Path folder, Time time) {
        this.folder = folder;
        this.time = time;
    }

    private record Backup(Path file, Instant made, long bytes) {}

    /** One finding; that a backup can be restored is proven by restoring it alone. */
    public Finding finding() {
        List<Backup> backups;
        try {
            backups = newestFirst();
        } catch (UncheckedIOException | IOException e) {
            return Finding.wrong("backups", "the folder " + folder + " cannot be read");
        }
        if (backups.isEmpty()) {
            return Finding.wrong("backups", "the folder " + folder + " is empty");
        }
        Backup newest = backups.getFirst();
        String text = "the newest of " + folder + " is " + newest.file().getFileName() + " of " + newest.made() + ", "
                + newest.bytes() + " bytes";
        if (newest.bytes() == 0) {
            return Finding.wrong("backups", text + ": it is empty");
        }
        if (Duration.between(newest.made(), time.now()).compareTo(OLDEST) > 0) {
            return Finding.wrong("backups", text + ": it is older than a day");
        }
        Optional<Backup> before = backups.stream().skip(1).findFirst();
        return before.isPresent() && newest.bytes() * 100 < before.get().bytes() * SHRUNK_PERCENT
                ? Finding.doubtful("backups", text + ": less than half of the one before")
                : Finding.fine("backups", text);
    }

    private List<Backup> newestFirst() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(BackupExam::backup)
                    .sorted(Comparator.comparing(Backup::made).reversed())
                    .toList();
        }
    }

    private static Backup backup(Path file) {
        try {
            return new Backup(file, Files.getLastModifiedTime(file).toInstant(), Files.size(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
