package aisle.platform.db;

import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** An open transaction. Whoever is handed one may write; everything written with it commits together or not at all. */
public final class Tx {
    private final Handle handle;
    private final List<Runnable> lastSteps = new ArrayList<>();
    private final List<Runnable> afterCommit = new ArrayList<>();

    Tx(Handle handle) {
        this.handle = handle;
    }

    public Handle handle() {
        return handle;
    }

    /**
     * Puts a step at the very end, after everything that the operation writes and right before the commit. For the
     * statement that locks a hot row: the shorter its lock is held, the more orders for one product pass per second. A
     * step that throws rolls everything back.
     */
    public void last(Runnable step) {
        lastSteps.add(step);
    }

    /** Does something once the change is certain, such as counting it. It must not fail and cannot write. */
    public void afterCommit(Runnable step) {
        afterCommit.add(step);
    }

    void runLastSteps() {
        lastSteps.forEach(Runnable::run);
    }

    void committed() {
        afterCommit.forEach(Runnable::run);
    }
}
