package aisle.platform.db.embedded;

import aisle.platform.config.StartupProblem;
import aisle.platform.config.StartupProblem.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;
import org.tukaani.xz.XZInputStream;

/** PostgreSQL's executables: they travel in the server's jar files and are unpacked into the data folder once. */
final class PostgresProgram {
    private static final String PREFIX = "postgres-program-";
    private static final String BUILD_HINT = "Name an outside PostgreSQL with DATABASE_URL.";

    private PostgresProgram() {}

    /** Unpacks this version's executables unless they are there; answers their folder. */
    static Path unpack(Path parent) {
        String resource = resource();
        try {
            Path target = parent.resolve(PREFIX + digest(resource));
            if (!Files.isDirectory(target)) {
                removeOthers(parent);
                Path part = Files.createTempDirectory(parent, PREFIX);
                extract(resource, part);
                Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
            }
            return target;
        } catch (IOException e) {
            throw new StartupProblem(
                    Kind.FAILED, "The built-in PostgreSQL cannot be unpacked into " + parent + ": " + e);
        }
    }

    private static String resource() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String machine = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        String platform =
                (system.startsWith("windows") ? "windows" : system.startsWith("mac") ? "darwin" : system) + "-"
                        + switch (machine) {
                            case "amd64", "x86_64" -> "x86_64";
                            case "aarch64" -> "arm_64";
                            default -> machine;
                        };
        String name = "/postgres-" + platform + ".txz";
        if (PostgresProgram.class.getResource(name) == null) {
            throw new StartupProblem(
                    Kind.CONFIGURATION, "This build has no built-in PostgreSQL for " + platform + ". " + BUILD_HINT);
        }
        return name;
    }

    private static InputStream open(String resource) throws IOException {
        @Nullable InputStream stream = PostgresProgram.class.getResourceAsStream(resource);
        if (stream == null) {
            throw new IOException("missing: " + resource);
        }
        return stream;
    }

    private static String digest(String resource) throws IOException {
        try (DigestInputStream stream = new DigestInputStream(open(resource), MessageDigest.getInstance("SHA-256"))) {
            stream.skipNBytes(0);
            stream.transferTo(java.io.OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(stream.getMessageDigest().digest(), 0, 6);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JDK has no SHA-256", e);
        }
    }

    private static void extract(String resource, Path target) throws IOException {
        try (TarArchiveInputStream archive = new TarArchiveInputStream(new XZInputStream(open(resource)))) {
            for (TarArchiveEntry entry = archive.getNextEntry(); entry != null; entry = archive.getNextEntry()) {
                Path file = target.resolve(entry.getName()).normalize();
                if (!file.startsWith(target)) {
                    throw new IOException("an entry outside of the archive: " + entry.getName());
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(file);
                    continue;
                }
                Files.createDirectories(file.getParent());
                if (entry.isSymbolicLink()) {
                    Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
                } else {
                    Files.copy(archive, file);
                    if (file.startsWith(target.resolve("bin")) && !file.toFile().setExecutable(true, true)) {
                        throw new IOException("cannot make executable: " + file);
                    }
                }
            }
        }
    }

    /** Executables of other versions, and what an unpacking that was killed has left. */
    private static void removeOthers(Path parent) throws IOException {
        List<Path> others;
        try (Stream<Path> children = Files.list(parent)) {
            others = children.filter(child -> child.getFileName().toString().startsWith(PREFIX))
                    .toList();
        }
        for (Path other : others) {
            delete(other);
        }
    }

    static void delete(Path folder) throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException error) throws IOException {
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
