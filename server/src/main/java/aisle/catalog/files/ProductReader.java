package aisle.catalog.files;

import aisle.imports.RowGroup;
import aisle.platform.csv.UnreadableFile;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the products of a file, from the first to the last. */
public interface ProductReader extends AutoCloseable {
    /**
     * The next rows that belong together, or null behind the last.
     *
     * @throws UnreadableFile when the file cannot be read on
     */
    @Nullable
    RowGroup<ProductLine> next();

    /** What the file says of its products; it leaves everything else as it is. */
    Set<Column> said();

    /** The header of the column that says this, as errors name it. */
    String header(Column column);

    @Override
    void close();
}
