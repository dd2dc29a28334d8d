package aisle.platform.limits;

import aisle.platform.config.Quota;
import aisle.platform.db.Database;
import aisle.platform.time.Time;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * Counts in a table without a write-ahead log: an attempt costs one statement and no disk, and a crash of the database
 * forgets the counts, which gives everybody one more span.
 */
@Singleton
class PostgresQuotas implements SharedQuotas {
    private final StrictLimitDao dao = new StrictLimitDao();
    private final Database database;
    private final Time time;

    PostgresQuotas(Database database, Time time) {
        this.database = database;
        this.time = time;
    }

    @Override
    public Allowance take(String key, Quota quota) {
        Instant now = time.now();
        Instant newReset = now.plus(quota.window());
        StrictLimitDao.Count count = database.transaction(tx -> dao.take(tx, key, quota.count(), now, newReset));
        if (count == null) {
            return new Allowance(false, 0, quota.window());
        }
        Duration untilReset = Duration.between(now, count.resetsAt());
        return new Allowance(count.taken(), count.taken() ? quota.count() - count.used() : 0, untilReset);
    }

    @Override
    public void giveBack(Map<String, Quota> taken) {
        database.transaction(tx -> {
            dao.giveBack(tx, taken.keySet(), time.now());
            return null;
        });
    }
}
