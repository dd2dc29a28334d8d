package aisle.platform.db;

import aisle.kernel.DomainError;
import java.util.function.Supplier;
import org.jdbi.v3.core.JdbiException;

/** Lets the database decide whether a key is free: no check before the write, which another writer could overtake. */
public final class UniqueKeys {
    private UniqueKeys() {}

    /**
     * Runs a writing statement.
     *
     * @param constraint the unique constraint or index that it may run into
     * @param refusal what to throw then; the transaction is lost with it
     */
    public static void taken(String constraint, Supplier<DomainError> refusal, Runnable statement) {
        try {
            statement.run();
        } catch (JdbiException e) {
            throw constraint.equals(SqlErrors.violatedUniqueKey(e)) ? refusal.get() : e;
        }
    }
}
