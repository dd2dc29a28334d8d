package aisle.platform.jobs;

import aisle.platform.db.Database;
import aisle.platform.db.Tx;
import aisle.platform.time.Time;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** One run of a job as its work sees it: the way to the database on which a run that was taken over fails. */
public final class JobRun {
    private final Database database;
    private final JobDao dao;
    private final Time time;
    private final JobDao.Claim claim;
    private final Duration lease;
    private final BooleanSupplier stopping;

    JobRun(Database database, JobDao dao, Time time, JobDao.Claim claim, Duration lease, BooleanSupplier stopping) {
        this.database = database;
        this.dao = dao;
        this.time = time;
        this.claim = claim;
        this.lease = lease;
        this.stopping = stopping;
    }

    /** Thrown when the lease went to another run. */
    static final class Lost extends RuntimeException {
        Lost() {
            super(null, null, false, false);
        }
    }

    /** Thrown between two pieces when the server goes down. */
    static final class Stopping extends RuntimeException {
        Stopping() {
            super(null, null, false, false);
        }
    }

    /**
     * Does a piece in one transaction, and renews the lease with it. The job's row stays locked until the commit, so that
     * nobody can take the lease over in between: the piece commits while the run is the current one, or not at all.
     */
    public <T extends @Nullable Object> T transaction(Function<Tx, T> piece) {
        return database.transaction(tx -> {
            if (!dao.renew(tx, claim, time.now().plus(lease))) {
                throw new Lost();
            }
            return piece.apply(tx);
        });
    }

    /** Does piece after piece, each in a transaction of its own, as long as one answers that there may be more. */
    public void whileMore(Predicate<Tx> piece) {
        boolean more = true;
        while (more) {
            if (stopping.getAsBoolean()) {
                throw new Stopping();
            }
            more = transaction(piece::test);
        }
    }
}
