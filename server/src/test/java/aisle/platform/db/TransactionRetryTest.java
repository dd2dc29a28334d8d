package aisle.platform.db;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aisle.testing.AisleTest;
import aisle.testing.Crowd;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Transactions that get into each other's way run again, each has its effect once, and none tries for ever. */
@AisleTest
class TransactionRetryTest {
    private static final int ATTEMPTS = 4;

    @Inject
    Database database;

    @Inject
    MeterRegistry metrics;

    @BeforeEach
    void create() {
        execute("CREATE TABLE retried AS SELECT id, 0 AS changes FROM generate_series(0, 1) AS id");
    }

    @AfterEach
    void drop() {
        execute("DROP TABLE retried");
    }

    @Test
    void bothOfTwoThatLockEachOthersRowsSucceedOnce() {
        double before = retries();
        AtomicInteger attempts = new AtomicInteger();
        AtomicInteger committed = new AtomicInteger();
        CountDownLatch bothHoldOne = new CountDownLatch(2);
        Crowd.atOnce(
                2,
                number -> () -> database.transaction(tx -> {
                    attempts.incrementAndGet();
                    tx.afterCommit(committed::incrementAndGet);
                    change(tx, number);
                    bothHoldOne.countDown();
                    await(bothHoldOne);
                    return change(tx, 1 - number);
                }));
        assertEquals(List.of(2, 2), changes());
        assertEquals(3, attempts.get());
        assertEquals(2, committed.get());
        assertTrue(retries() >= before + 1);
    }

    @Test
    void whoIsAlwaysInTheWayIsToldToComeBack() {
        double before = retries();
        AtomicInteger attempts = new AtomicInteger();
        DatabaseUnavailable busy = assertThrows(
                DatabaseUnavailable.class,
                () -> database.transaction(tx -> {
                    attempts.incrementAndGet();
                    change(tx, 0);
                    return tx.handle().execute("""
                            DO $$ BEGIN RAISE EXCEPTION 'another was faster' USING ERRCODE = 'serialization_failure'; END $$
                            """);
                }));
        assertTrue(busy.isBusy());
        assertEquals(ATTEMPTS, attempts.get());
        assertEquals(List.of(0, 0), changes());
        assertTrue(retries() >= before + ATTEMPTS - 1);
    }

    private static int change(Tx tx, int id) {
        return tx.handle().execute("UPDATE retried SET changes = changes + 1 WHERE id = ?", id);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<Integer> changes() {
        return database.read(handle -> handle.createQuery("SELECT changes FROM retried ORDER BY id")
                .mapTo(Integer.class)
                .list());
    }

    private double retries() {
        return metrics.get("db_transaction_retries").counter().count();
    }

    private void execute(String sql) {
        database.transaction(tx -> tx.handle().execute(sql));
    }
}
