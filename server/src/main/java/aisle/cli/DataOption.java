package aisle.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the built-in PostgreSQL keeps its data. */
final class DataOption {
    @Option(
            names = "--data",
            paramLabel = "<folder>",
            description = "where the built-in PostgreSQL keeps its data (or AISLE_DATA_DIR; default ./data);"
                    + " not used with DATABASE_URL or DB_HOST")
    private @Nullable Path data;

    @Nullable
    Path data() {
        return data;
    }
}
