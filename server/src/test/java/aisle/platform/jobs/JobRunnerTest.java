package aisle.platform.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aisle.platform.db.Database;
import aisle.platform.db.Tx;
import aisle.platform.jobs.JobState.Outcome;
import aisle.platform.time.Ids;
import aisle.platform.time.Time;
import aisle.testing.AisleTest;
import aisle.testing.Books;
import aisle.testing.Crowd;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Nodes are runners of their own on one database, with a clock that the test moves. The server's own runs none of it. */
@AisleTest
class JobRunnerTest {
    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);

    @Inject
    Database database;

    @Inject
    Ids ids;

    @Inject
    Books books;

    private final JobDao dao = new JobDao();
    private final Time time = new Time();
    private final AtomicBoolean stopping = new AtomicBoolean();
    private final String name = "test-" + UUID.randomUUID();
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();

    private record Hourly(String name, Consumer<JobRun> work) implements Job {
        @Override
        public String purpose() {
            return "tests jobs";
        }

        @Override
        public Schedule schedule() {
            return Schedule.every(HOUR);
        }

        @Override
        public void run(JobRun run) {
            work.accept(run);
        }
    }

    private Job job(Consumer<JobRun> work) {
        now(START);
        database.transaction(tx -> {
            dao.introduce(tx, name, START);
            return true;
        });
        return new Hourly(name, work);
    }

    private void now(Instant instant) {
        time.use(() -> instant);
    }

    private JobRunner node(String node) {
        return new JobRunner(database, time, ids, metrics, node, stopping::get);
    }

    private JobDao.Row row() {
        return database.read(dao::list).stream()
                .filter(row -> row.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private List<Outcome> outcomes() {
        return database.read(handle -> dao.runs(handle, name, 100)).stream()
                .map(JobState.Run::outcome)
                .toList();
    }

    /** Leaves a trace in the database that only a commit makes visible. */
    private void leaveTrace(Tx tx) {
        tx.handle()
                .createUpdate("INSERT INTO setting (key, value, updated_at) VALUES (:key, '1', :now)")
                .bind("key", name + "-" + UUID.randomUUID())
                .bind("now", START)
                .execute();
    }

    private long traces() {
        return books.count("SELECT count(*) FROM setting WHERE key LIKE ? || '-%'", name);
    }

    @Test
    void ofManyNodesOneRunsWhatIsDue() {
        AtomicInteger runs = new AtomicInteger();
        Job job = job(run -> {
            runs.incrementAndGet();
            run.transaction(tx -> {
                leaveTrace(tx);
                return true;
            });
        });
        for (int round = 1; round <= 5; round++) {
            List<Outcome> ended = Crowd.atOnce(16, i -> () -> node("node-" + i).runIfDue(job));

            assertEquals(1, ended.stream().filter(Objects::nonNull).count());
            assertEquals(round, runs.get());
            assertEquals(round, traces());
            now(START.plus(HOUR.multipliedBy(round)));
        }
        assertEquals(Collections.nCopies(5, Outcome.SUCCEEDED), outcomes());
        assertEquals(
                5, metrics.get("job_runs").tag("outcome", "succeeded").counter().count());
    }

    @Test
    void anotherNodeTakesOverWhenTheHolderOfTheLeaseDied() {
        Job job = job(run -> run.transaction(tx -> {
            leaveTrace(tx);
            return true;
        }));
        Instant leaseEnd = START.plus(job.longestPiece());
        JobDao.Claim dead = database.transaction(tx -> {
            JobDao.Claim claim = dao.claim(tx, name, "dead", START, leaseEnd, START.plus(HOUR), leaseEnd.plus(HOUR));
            dao.begin(tx, claim, ids.next(), "dead", START);
            return claim;
        });

        now(leaseEnd.minusMillis(1));
        assertNull(node("other").runIfDue(job));
        assertEquals("dead", row().leaseOwner());
        now(leaseEnd);
        assertEquals(Outcome.SUCCEEDED, node("other").runIfDue(job));

        assertEquals(List.of(Outcome.SUCCEEDED, Outcome.LOST), outcomes());
        assertEquals(1, traces());

        // What was thought dead wakes up again.
        JobRun woken = new JobRun(database, dao, time, dead, HOUR, () -> false);
        boolean[] lost = new boolean[1];
        try {
            woken.transaction(tx -> {
                leaveTrace(tx);
                return true;
            });
        } catch (JobRun.Lost e) {
            lost[0] = true;
        }
        assertTrue(lost[0]);
        assertEquals(1, traces());
        assertEquals(
                false, database.transaction(tx -> dao.end(tx, dead, Outcome.SUCCEEDED, null, START, START.plus(HOUR))));
        assertEquals(List.of(Outcome.SUCCEEDED, Outcome.LOST), outcomes());
    }

    @Test
    void aRunThatIsOvertakenMidwayCommitsNoMore() {
        Job[] self = new Job[1];
        AtomicInteger runs = new AtomicInteger();
        self[0] = job(run -> {
            run.transaction(tx -> {
                leaveTrace(tx);
                return true;
            });
            if (runs.incrementAndGet() == 1) {
                now(START.plus(self[0].longestPiece()));
                assertEquals(Outcome.SUCCEEDED, node("faster").runIfDue(self[0]));
            }
            run.transaction(tx -> {
                leaveTrace(tx);
                return true;
            });
        });

        assertEquals(Outcome.LOST, node("slow").runIfDue(self[0]));
        assertEquals(3, traces());
        assertEquals(List.of(Outcome.SUCCEEDED, Outcome.LOST), outcomes());
    }

    @Test
    void nobodyWaitsForAPieceThatIsUnderWay() {
        Job job = job(run -> run.transaction(tx -> {
            database.transaction(starting -> {
                dao.introduce(starting, name, START);
                assertFalse(dao.request(starting, name, START));
                return true;
            });
            return true;
        }));

        assertEquals(Outcome.SUCCEEDED, node("busy").runIfDue(job));
    }

    @Test
    void runsThatWereMissedAreCaughtUpByOne() {
        AtomicInteger runs = new AtomicInteger();
        Job job = job(run -> runs.incrementAndGet());
        assertEquals(Outcome.SUCCEEDED, node("a").runIfDue(job));
        assertNull(node("a").runIfDue(job));

        Instant later = START.plus(Duration.ofDays(3)).plusSeconds(7);
        now(later);
        assertEquals(Outcome.SUCCEEDED, node("a").runIfDue(job));
        assertNull(node("b").runIfDue(job));

        assertEquals(2, runs.get());
        assertEquals(later.plus(HOUR), row().nextDueAt());
    }

    @Test
    void aClockThatWasWrongHoldsNothingUp() {
        AtomicInteger runs = new AtomicInteger();
        Job job = job(run -> runs.incrementAndGet());
        now(START.plus(Duration.ofDays(365)));
        assertEquals(Outcome.SUCCEEDED, node("wrong").runIfDue(job));

        now(START.plusSeconds(1));
        assertEquals(Outcome.SUCCEEDED, node("right").runIfDue(job));
        assertEquals(START.plusSeconds(1).plus(HOUR), row().nextDueAt());

        Instant wrong = START.plus(Duration.ofDays(365));
        Instant due = START.plusSeconds(1).plus(HOUR);
        books.change("UPDATE job SET lease_owner = 'wrong', lease_until = ? WHERE name = ?", wrong, name);
        now(due);
        assertEquals(Outcome.SUCCEEDED, node("right").runIfDue(job));
        assertEquals(3, runs.get());
    }

    @Test
    void aRunThatFailsIsTriedAgainAfterAGrowingPause() {
        AtomicBoolean broken = new AtomicBoolean(true);
        Job job = job(run -> {
            if (broken.get()) {
                throw new IllegalStateException("no way to reach ada@example.com");
            }
        });
        JobRunner node = node("a");
        assertEquals(Outcome.FAILED, node.runIfDue(job));
        assertEquals(START.plusSeconds(10), row().nextDueAt());
        assertNull(node.runIfDue(job));
        now(START.plusSeconds(10));
        assertEquals(Outcome.FAILED, node.runIfDue(job));
        assertEquals(START.plusSeconds(30), row().nextDueAt());
        assertEquals(2, row().failures());
        assertEquals("IllegalStateException: no way to reach …", row().lastRun().error());

        broken.set(false);
        now(START.plusSeconds(30));
        assertEquals(Outcome.SUCCEEDED, node.runIfDue(job));
        assertEquals(0, row().failures());
        assertEquals(START.plusSeconds(30).plus(HOUR), row().nextDueAt());
    }

    @Test
    void aServerThatStopsEndsThePieceAndGivesTheLeaseBack() {
        AtomicInteger pieces = new AtomicInteger();
        Job job = job(run -> run.whileMore(tx -> {
            leaveTrace(tx);
            stopping.set(pieces.incrementAndGet() == 2);
            return pieces.get() < 5;
        }));

        assertEquals(Outcome.INTERRUPTED, node("leaving").runIfDue(job));
        assertEquals(2, traces());
        assertNull(row().leaseOwner());

        stopping.set(false);
        assertEquals(Outcome.SUCCEEDED, node("staying").runIfDue(job));
        assertEquals(5, traces());
    }

    @Test
    void onlyTheNewestRunsAreKept() {
        Job job = job(run -> {});
        JobRunner node = node("a");
        for (int i = 0; i < 105; i++) {
            now(START.plus(HOUR.multipliedBy(i)));
            node.runIfDue(job);
        }
        assertEquals(100, books.count("SELECT count(*) FROM job_run WHERE job = ?", name));
    }
}
