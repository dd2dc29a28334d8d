package aisle.platform.observability;

import aisle.platform.config.AisleConfig;
import aisle.platform.config.AppEnvironment;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.util.logging.Handler;
import org.jboss.logmanager.ExtHandler;
import org.jboss.logmanager.Level;
import org.jboss.logmanager.LogContext;
import org.jboss.logmanager.Logger;
import org.jboss.logmanager.handlers.ConsoleHandler;

/** Sets form and level of the log as configured, and takes the writing off the threads that serve requests. */
@Singleton
class LogSetup {
    /** First of all that happens at start, so that every line has the same form. */
    private static final int FIRST = 0;

    private static final long QUEUE_BYTES = 16L << 20;

    private final AisleConfig config;
    private final LogOutput output;

    LogSetup(AisleConfig config, MeterRegistry metrics) {
        this.config = config;
        this.output = new LogOutput(new FileOutputStream(FileDescriptor.out), QUEUE_BYTES);
        FunctionCounter.builder("log_lines_dropped", output, LogOutput::dropped)
                .description("Log lines that nobody read in time")
                .register(metrics);
    }

    void start(@Observes @Priority(FIRST) StartupEvent event) {
        Logger root = LogContext.getLogContext().getLogger("");
        if (config.log().debug()) {
            if (config.environment() == AppEnvironment.PRODUCTION) {
                throw new IllegalStateException("DEBUG=true is refused in production: set LOG_LEVEL instead.");
            }
            root.setLevel(Level.DEBUG);
        }
        for (Handler handler : root.getHandlers()) {
            redirect(handler);
        }
    }

    private void redirect(Handler handler) {
        if (handler instanceof ConsoleHandler console) {
            if (config.log().format() == AisleConfig.Log.Format.JSON) {
                console.setFormatter(new JsonLines());
            }
            console.setOutputStream(output);
        } else if (handler instanceof ExtHandler group) {
            for (Handler member : group.getHandlers()) {
                redirect(member);
            }
        }
    }

    void stop(@Observes ShutdownEvent event) {
        output.stop();
    }
}
