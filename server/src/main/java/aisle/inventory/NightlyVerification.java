package aisle.inventory;

import aisle.inventory.Verification.Drift;
import aisle.inventory.VerificationDao.Piece;
import aisle.platform.config.AisleConfig;
import aisle.platform.jobs.Job;
import aisle.platform.jobs.JobRun;
import aisle.platform.jobs.Schedule;
import aisle.platform.time.Time;
import jakarta.inject.Singleton;
import java.time.LocalTime;
import org.jboss.logging.Logger;

/** Proves the books each night, and leaves what it found for {@link VerificationGauges} and the log. */
@Singleton
class NightlyVerification implements Job {
    static final String NAME = "stock-verification";

    private static final Logger LOG = Logger.getLogger(NightlyVerification.class);
    private static final LocalTime AT_NIGHT = LocalTime.of(3, 30);

    /** Rows that the log names; the rest is in the answer of {@code GET /api/v1/inventory/verify}. */
    private static final int LOGGED = 20;

    private final VerificationDao dao = new VerificationDao();
    private final Verifier verifier;
    private final AisleConfig config;
    private final Time time;

    NightlyVerification(Verifier verifier, AisleConfig config, Time time) {
        this.verifier = verifier;
        this.config = config;
        this.time = time;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String purpose() {
        return "proves that stock equals its ledger and reserved equals the open reservations";
    }

    @Override
    public Schedule schedule() {
        return Schedule.daily(AT_NIGHT, config.chain().timezone());
    }

    @Override
    public void run(JobRun run) {
        Verifier.Progress progress = verifier.begin();
        run.whileMore(tx -> {
            Piece piece = verifier.next(tx.handle(), progress);
            // Only then, since a transaction that got into another's way is run again.
            tx.afterCommit(() -> progress.add(piece));
            return piece.next() != null;
        });
        Verification found = progress.found();
        run.transaction(tx -> {
            dao.keepResult(tx, time.now(), found.checked(), found.drifted());
            return true;
        });
        if (!found.consistent()) {
            LOG.errorf("stock_drift: %d of %d stock rows differ", found.drifted(), found.checked());
            found.drift().stream().limit(LOGGED).forEach(NightlyVerification::log);
        }
    }

    private static void log(Drift drift) {
        LOG.errorf(
                "stock_drift: store %s product %s %s: on hand %s, ledger %s, reserved %s, reservations %s, ownerless %s",
                drift.storeId(),
                drift.productId(),
                drift.kinds(),
                drift.onHand(),
                drift.ledger(),
                drift.reserved(),
                drift.openReservations(),
                drift.ownerless());
    }
}
