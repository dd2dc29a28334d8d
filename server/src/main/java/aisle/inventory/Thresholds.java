package aisle.inventory;

import aisle.audit.Audit;
import aisle.kernel.Actor;
import aisle.kernel.DomainError;
import aisle.kernel.ErrorCode;
import aisle.kernel.ExpectedVersion;
import aisle.platform.db.Tx;
import aisle.settings.Settings;
import aisle.settings.Settings.Stored;
import jakarta.inject.Singleton;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** Keeps the chain's {@link StockThresholds}. */
@Singleton
public class Thresholds {
    private static final String KEY = "stock_thresholds";

    private final StockLevelDao dao = new StockLevelDao();
    private final Settings settings;
    private final Audit audit;

    Thresholds(Settings settings, Audit audit) {
        this.settings = settings;
        this.audit = audit;
    }

    /** What holds now. */
    public StockThresholds current(Handle handle) {
        return stored(handle).value();
    }

    /** What holds now, with its version. */
    public Stored<StockThresholds> stored(Handle handle) {
        return settings.get(handle, KEY, StockThresholds.class);
    }

    /**
     * Replaces what holds. Stock that is scarce only by the new thresholds is not told as an event: it did not fall. Another
     * {@code low} changes every stock row, so that orders wait a moment.
     *
     * @throws DomainError {@link ErrorCode#PRECONDITION_FAILED}, {@link ErrorCode#VALIDATION_ERROR}
     */
    public Stored<StockThresholds> replace(Tx tx, Actor actor, ExpectedVersion expected, StockThresholds thresholds) {
        thresholds.mustBeInOrder();
        expected.mustAllow(settings.lock(tx, KEY, StockThresholds.class).version());
        settings.put(tx, actor.userId(), KEY, thresholds);
        dao.setLowAt(tx, thresholds.low());
        audit.record(
                tx,
                actor,
                "stock_thresholds.changed",
                "setting",
                KEY,
                null,
                Map.of(
                        "critical", thresholds.critical(),
                        "low", thresholds.low(),
                        "medium", thresholds.medium(),
                        "lead_time_days", thresholds.leadTimeDays(),
                        "safety_days", thresholds.safetyDays()));
        return stored(tx.handle());
    }
}
