package aisle.imports;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.util.List;

/** Counts the rows of files, once they are certain. Each series is there from the start. */
@Startup
@Singleton
class ImportMetrics {
    private static final String CREATED = "created";
    private static final String UPDATED = "updated";
    private static final String UNCHANGED = "unchanged";
    private static final String FAILED = "failed";

    private final MeterRegistry metrics;

    ImportMetrics(MeterRegistry metrics) {
        this.metrics = metrics;
        for (ImportKind kind : ImportKind.values()) {
            List.of(CREATED, UPDATED, UNCHANGED, FAILED).forEach(outcome -> rows(kind, outcome));
        }
    }

    /** A trial run counts nothing: it brings nothing. */
    void brought(ImportJob job, ImportDao.Counts counts) {
        if (!job.dryRun()) {
            rows(job.kind(), CREATED).increment(counts.created());
            rows(job.kind(), UPDATED).increment(counts.updated());
            rows(job.kind(), UNCHANGED).increment(counts.unchanged());
            rows(job.kind(), FAILED).increment(counts.failed());
        }
    }

    private Counter rows(ImportKind kind, String outcome) {
        return Counter.builder("import_rows")
                .description("Rows of imported files, by what became of them")
                .tag("kind", kind.text())
                .tag("outcome", outcome)
                .register(metrics);
    }
}
