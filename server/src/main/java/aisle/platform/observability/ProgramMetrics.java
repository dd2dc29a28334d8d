package aisle.platform.observability;

import aisle.platform.config.AisleConfig;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.system.DiskSpaceMetrics;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.File;

/** {@code aisle_info}: which version runs, and as what; {@code disk_free_bytes} and {@code disk_total_bytes}. */
@Singleton
class ProgramMetrics {
    private final AisleConfig config;
    private final MeterRegistry metrics;

    ProgramMetrics(AisleConfig config, MeterRegistry metrics) {
        this.config = config;
        this.metrics = metrics;
    }

    void start(@Observes StartupEvent event) {
        Gauge.builder("aisle_info", () -> 1)
                .description("1; its labels say what runs here")
                .tag("version", config.version())
                .tag("environment", config.environment().label())
                .register(metrics);
        // A folder that is made only when something is put into it has no size yet; its parent is on the same disk.
        File folder = new File(config.dataDir()).getAbsoluteFile();
        while (!folder.exists() && folder.getParentFile() != null) {
            folder = folder.getParentFile();
        }
        new DiskSpaceMetrics(folder).bindTo(metrics);
    }
}
