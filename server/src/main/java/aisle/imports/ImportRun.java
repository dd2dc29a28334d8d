package aisle.imports;

import aisle.kernel.Actor;
import aisle.kernel.DomainError;
import aisle.platform.csv.UnreadableFile;
import aisle.platform.db.Tx;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** One reading of a job's file, in one thread, and the writing of what it says, in several. */
public interface ImportRun<L extends ImportLine> extends AutoCloseable {
    /**
     * The next rows that belong together, or null behind the last.
     *
     * @throws UnreadableFile when the file cannot be read on
     */
    @Nullable
    RowGroup<L> next();

    /**
     * Brings the shop up to date with these rows, in a fixed number of statements; what is as they say already is not
     * written.
     *
     * @throws DomainError of {@link Importer#overtaken} when another attempt will do
     */
    Effect write(Tx tx, Actor actor, List<L> lines);

    /** What {@link #write} would do; writes nothing. */
    Effect preview(Handle handle, List<L> lines);

    @Override
    void close();

    /** How many rows brought, or would bring, something new or other than before; and what is wrong with others. */
    record Effect(int created, int updated, List<RowError> errors) {
        int failed() {
            return (int) errors.stream().map(RowError::row).distinct().count();
        }
    }
}
