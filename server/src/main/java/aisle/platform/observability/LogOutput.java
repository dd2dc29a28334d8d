package aisle.platform.observability;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Takes log lines without ever making the caller wait: a thread of its own writes them. When whoever reads the output is
 * too slow, lines are dropped and counted; a slow log must not become a slow shop.
 */
final class LogOutput extends OutputStream {
    private static final long LAST_LINES_WAIT_MILLIS = 1_000;

    private final OutputStream sink;
    private final long capacity;
    private final BlockingQueue<byte[]> lines = new LinkedBlockingQueue<>();
    private final AtomicLong waiting = new AtomicLong();
    private final AtomicLong dropped = new AtomicLong();
    private final ByteArrayOutputStream line = new ByteArrayOutputStream(512);
    private volatile boolean stopping;

    /** @param capacity bytes that may wait to be written */
    LogOutput(OutputStream sink, long capacity) {
        this.sink = sink;
        this.capacity = capacity;
        Thread.ofPlatform().daemon().name("log-writer").start(this::run);
    }

    @Override
    public synchronized void write(int value) {
        line.write(value);
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) {
        line.write(bytes, offset, length);
    }

    /** Ends a line: the logging handler flushes after each record. */
    @Override
    public synchronized void flush() {
        if (line.size() == 0) {
            return;
        }
        byte[] bytes = line.toByteArray();
        line.reset();
        if (waiting.addAndGet(bytes.length) > capacity) {
            waiting.addAndGet(-bytes.length);
            dropped.incrementAndGet();
            return;
        }
        lines.add(bytes);
        if (stopping) {
            awaitWritten();
        }
    }

    /** Lines that were dropped since the start. */
    long dropped() {
        return dropped.get();
    }

    /** From now on each line waits a moment to be written, because the process may end right after it. */
    synchronized void stop() {
        stopping = true;
        awaitWritten();
    }

    private void awaitWritten() {
        synchronized (waiting) {
            long left = LAST_LINES_WAIT_MILLIS;
            long deadline = System.nanoTime() / 1_000_000 + left;
            while (waiting.get() > 0 && left > 0) {
                try {
                    waiting.wait(left);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return;
                }
                left = deadline - System.nanoTime() / 1_000_000;
            }
        }
    }

    private void run() {
        try {
            while (true) {
                byte[] next = lines.take();
                writeOut(next);
                synchronized (waiting) {
                    waiting.addAndGet(-next.length);
                    waiting.notifyAll();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void writeOut(byte[] next) {
        try {
            sink.write(next, 0, next.length);
            sink.flush();
        } catch (IOException e) {
            // Nobody reads any more, and there is no other place to tell it.
            dropped.incrementAndGet();
        }
    }
}
