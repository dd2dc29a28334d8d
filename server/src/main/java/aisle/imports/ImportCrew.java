package aisle.imports;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads a file in one thread and has it written in several: rows are dealt out by their key, so that those of one product
 * stay in their order. Each part of the file has its own progress, behind which it goes on after a crash.
 */
final class ImportCrew<L extends ImportLine> {
    /** Long enough to be quick, short enough that nobody waits for its locks. */
    static final int BATCH = 1000;

    /** Characters of descriptions in a batch, several of which are in memory at a time. */
    private static final int MOST_TEXT = 2_000_000;

    private final Batch<L> end = new Batch<>(0, 0, 0, List.of(), List.of(), 0);
    private final ImportRun<L> run;
    private final List<Long> done;
    private final LongConsumer skipped;
    private final List<BlockingQueue<Batch<L>>> queues = new ArrayList<>();

    /**
     * Rows of one part that are written together.
     *
     * @param behind how many rows of the file the part has behind it then
     */
    record Batch<L>(int part, long behind, int rows, List<L> lines, List<RowError> errors, int failed) {}

    /**
     * Forms a crew.
     *
     * @param done how many rows of the file each part has behind it
     * @param skipped is told each row that is behind a part
     */
    ImportCrew(ImportRun<L> run, List<Long> done, LongConsumer skipped) {
        this.run = run;
        this.done = done;
        this.skipped = skipped;
        done.forEach(part -> queues.add(new ArrayBlockingQueue<>(1)));
    }

    /** Writes everything that is left. What a thread throws ends the others behind their batch, and is thrown then. */
    void work(Consumer<Batch<L>> writer) {
        try (ExecutorService threads = Executors.newFixedThreadPool(queues.size() + 1)) {
            CompletionService<Boolean> running = new ExecutorCompletionService<>(threads);
            running.submit(this::read);
            queues.forEach(queue -> running.submit(() -> write(queue, writer)));
            RuntimeException first = null;
            for (int i = 0; i <= queues.size(); i++) {
                RuntimeException failure = failure(running);
                if (failure != null && first == null) {
                    first = failure;
                    threads.shutdownNow();
                }
            }
            if (first != null) {
                throw first;
            }
        }
    }

    private static @Nullable RuntimeException failure(CompletionService<Boolean> running) {
        try {
            running.take().get();
            return null;
        } catch (ExecutionException e) {
            return e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new IllegalStateException("the server stops", e);
        }
    }

    private boolean read() throws InterruptedException {
        List<Part<L>> parts = new ArrayList<>();
        done.forEach(rows -> parts.add(new Part<>()));
        long row = 0;
        for (RowGroup<L> group = run.next(); group != null; group = run.next()) {
            row += group.rows();
            int number = part(group);
            if (row <= done.get(number)) {
                skipped.accept(row);
                continue;
            }
            Part<L> part = parts.get(number);
            part.add(group);
            if (part.isFull()) {
                queues.get(number).put(part.batch(number, row));
                parts.set(number, new Part<>());
            }
        }
        for (int number = 0; number < parts.size(); number++) {
            if (parts.get(number).rows > 0) {
                queues.get(number).put(parts.get(number).batch(number, row));
            }
            queues.get(number).put(end);
        }
        return true;
    }

    private int part(RowGroup<L> group) {
        return group.lines().isEmpty()
                ? 0
                : Math.floorMod(group.lines().getFirst().key().hashCode(), queues.size());
    }

    private boolean write(BlockingQueue<Batch<L>> queue, Consumer<Batch<L>> writer) throws InterruptedException {
        for (Batch<L> batch = queue.take(); batch != end; batch = queue.take()) {
            writer.accept(batch);
        }
        return true;
    }

    /** Rows that are gathered for a batch. */
    private static final class Part<L extends ImportLine> {
        private final List<L> lines = new ArrayList<>();
        private final List<RowError> errors = new ArrayList<>();
        private int rows;
        private int failed;
        private int text;

        boolean isFull() {
            return rows >= BATCH || text >= MOST_TEXT;
        }

        void add(RowGroup<L> group) {
            rows += group.rows();
            failed += group.failed();
            group.lines().forEach(line -> text += line.length());
            lines.addAll(group.lines());
            errors.addAll(group.errors());
        }

        Batch<L> batch(int number, long behind) {
            return new Batch<>(number, behind, rows, lines, errors, failed);
        }
    }
}
