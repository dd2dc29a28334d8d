package aisle.platform.db.embedded;

import aisle.platform.config.StartupProblem;
import aisle.platform.config.StartupProblem.Kind;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * The folder in which one server keeps everything that is its own: the built-in PostgreSQL with its passwords, and
 * secrets that were generated. Only the user who runs the server can read it.
 */
public final class DataDirectory {
    private final Path path;

    private DataDirectory(Path path) {
        this.path = path;
    }

    /**
     * Opens the folder, creating it when it is missing.
     *
     * @throws StartupProblem when that is not possible
     */
    public static DataDirectory open(Path path) {
        Path absolute = path.toAbsolutePath().normalize();
        try {
            if (!Files.isDirectory(absolute)) {
                Files.createDirectories(absolute);
                restrict(absolute, "rwx------");
            }
        } catch (IOException e) {
            throw new StartupProblem(Kind.CONFIGURATION, "The data folder " + absolute + " cannot be created: " + e);
        }
        if (!Files.isWritable(absolute)) {
            throw new StartupProblem(Kind.CONFIGURATION, "The data folder " + absolute + " cannot be written to.");
        }
        return new DataDirectory(absolute);
    }

    public Path path() {
        return path;
    }

    /** The process that works with this folder now. */
    public record Holder(long process, String command) {}

    /** The right to work with this folder; it ends with the process at the latest. */
    public static final class Lock implements AutoCloseable {
        private final FileChannel channel;

        private Lock(FileChannel channel) {
            this.channel = channel;
        }

        @Override
        public void close() {
            try {
                channel.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Takes the folder for this process, or answers null when another one has it. */
    public @Nullable Lock tryLock(String command) {
        try {
            FileChannel channel =
                    FileChannel.open(path.resolve("aisle.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock();
            if (lock == null) {
                channel.close();
                return null;
            }
            Properties holder = new Properties();
            holder.setProperty("process", Long.toString(ProcessHandle.current().pid()));
            holder.setProperty("command", command);
            keep("running", holder);
            return new Lock(channel);
        } catch (IOException e) {
            throw new StartupProblem(Kind.CONFIGURATION, "The data folder " + path + " cannot be locked: " + e);
        }
    }

    /** Who took the folder last. */
    public Holder holder() {
        Properties holder = kept("running");
        return new Holder(
                Long.parseLong(holder.getProperty("process", "0")), holder.getProperty("command", "another command"));
    }

    /** The user as whom this process writes; known once the folder is locked. */
    String user() {
        try {
            return Files.getOwner(file("running")).getName();
        } catch (IOException e) {
            throw new StartupProblem(Kind.CONFIGURATION, "The data folder " + path + " cannot be read: " + e);
        }
    }

    /** Reads what {@link #keep} wrote under this name; empty when nothing was. */
    public Properties kept(String name) {
        Properties properties = new Properties();
        Path file = file(name);
        if (Files.exists(file)) {
            try (Reader reader = Files.newBufferedReader(file)) {
                properties.load(reader);
            } catch (IOException e) {
                throw new StartupProblem(Kind.CONFIGURATION, "The file " + file + " cannot be read: " + e);
            }
        }
        return properties;
    }

    /** Writes a small file that only this user can read; a crash leaves the old one or the new one, never half of one. */
    public void keep(String name, Properties properties) {
        try {
            Path part = Files.createTempFile(path, name, ".part"); // readable by its owner only
            try (Writer writer = Files.newBufferedWriter(part)) {
                properties.store(writer, "Kept by Aisle. Not for sharing.");
            }
            try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            restrict(part, "rw-------");
            Files.move(part, file(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new StartupProblem(Kind.CONFIGURATION, "The data folder " + path + " cannot be written to: " + e);
        }
    }

    private Path file(String name) {
        return path.resolve(name + ".properties");
    }

    private static void restrict(Path file, String permissions) throws IOException {
        FileStore store = Files.getFileStore(file);
        if (store.supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
        }
    }
}
