package aisle.cli;

import aisle.imports.ImportJob;
import java.io.Console;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/** How far an import is: one line that changes on a terminal, a line now and then elsewhere. */
final class ImportProgress {
    private static final Duration ON_TERMINAL = Duration.ofMillis(200);
    private static final Duration ELSEWHERE = Duration.ofSeconds(5);

    private final PrintStream out;
    private final boolean terminal;
    private final long start = System.nanoTime();
    private long shown = start;
    private boolean lineOpen;

    ImportProgress(PrintStream out) {
        this.out = out;
        Console console = System.console();
        this.terminal = console != null && console.isTerminal();
    }

    void show(ImportJob job) {
        long now = System.nanoTime();
        if (now - shown < (terminal ? ON_TERMINAL : ELSEWHERE).toNanos()) {
            return;
        }
        shown = now;
        long perSecond = job.processed() * 1_000_000_000L / Math.max(1, now - start);
        String of = job.totalRows() == null ? "" : String.format(Locale.ROOT, " of %,d", job.totalRows());
        String line = String.format(
                Locale.ROOT, "%,d%s rows, %,d rows/s, %,d bad", job.processed(), of, perSecond, job.failed());
        if (terminal) {
            out.print("\r" + line + "\033[K");
            out.flush();
            lineOpen = true;
        } else {
            out.println(line);
        }
    }

    /** Ends the changing line, so that what follows stands on its own. */
    void end() {
        if (lineOpen) {
            out.print("\r\033[K");
            lineOpen = false;
        }
    }
}
