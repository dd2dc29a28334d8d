package aisle.payments;

import aisle.kernel.Actor;
import aisle.platform.jobs.Job;
import aisle.platform.jobs.JobRun;
import aisle.platform.jobs.Schedule;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Takes up what was begun and not brought to an end: asks providers what became of it, repeats what never reached them, and does
 * what was left to the background. Each operation is leased to whoever is at it.
 */
@Singleton
class PaymentReconciliation implements Job {
    private static final int AT_ONCE = 16;

    private final PaymentRunner runner;

    PaymentReconciliation(PaymentRunner runner) {
        this.runner = runner;
    }

    @Override
    public String name() {
        return "payment-reconciliation";
    }

    @Override
    public String purpose() {
        return "asks payment providers what became of what nobody knows, and finishes it";
    }

    @Override
    public Schedule schedule() {
        return Schedule.every(Duration.ofSeconds(2));
    }

    /** A provider may take its time for each operation of a piece. */
    @Override
    public Duration longestPiece() {
        return runner.lease().multipliedBy(2);
    }

    @Override
    public void run(JobRun run) {
        List<PaymentOperation> due = run.transaction(tx -> runner.claimDue(tx, AT_ONCE));
        while (!due.isEmpty()) {
            carryOut(due);
            due = run.transaction(tx -> runner.claimDue(tx, AT_ONCE));
        }
    }

    /** All of them together, so that a slow provider does not make the others wait; fails when one could not be written. */
    private void carryOut(List<PaymentOperation> operations) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> running = operations.stream()
                    .<Future<?>>map(operation ->
                            threads.submit(() -> runner.carryOut(Actor.system(operation.requestId()), operation)))
                    .toList();
            for (Future<?> one : running) {
                one.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException("what a payment provider answered could not be written", e.getCause());
        }
    }
}
