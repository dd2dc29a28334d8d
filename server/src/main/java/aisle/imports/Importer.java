package aisle.imports;

import aisle.kernel.DomainError;
import aisle.kernel.ErrorCode;
import aisle.platform.csv.UnreadableFile;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What one kind of file brings. The jobs around it are the same for all.
 *
 * @param <L> a good row
 */
public interface Importer<L extends ImportLine> {
    /** How a file is to be read, and the columns behind each target; none for formats that need no mapping. */
    record Plan(FileFormat format, Map<String, List<String>> mapping) {}

    ImportKind kind();

    /**
     * Finds out how a file is to be read; looks at its header only.
     *
     * @throws DomainError naming everything that keeps it from being imported
     * @throws UnreadableFile when it has no header or is in another encoding
     */
    Plan plan(InputStream file, ImportOptions options);

    /**
     * Opens the file of a job.
     *
     * @param file opens it from its beginning, as often as it is asked
     * @throws UnreadableFile when it cannot be read
     */
    ImportRun<L> open(Supplier<InputStream> file, ImportJob job);

    /** Refusals of a batch that say that somebody else was a moment earlier, which the next attempt sees. */
    default Set<ErrorCode> overtaken() {
        return Set.of();
    }
}
