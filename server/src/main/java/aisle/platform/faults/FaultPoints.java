package aisle.platform.faults;

import aisle.platform.config.AisleConfig;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Places at which a test has the process die, as if it were killed: no hook runs, nothing is closed. Which one is a setting that
 * production refuses.
 */
@Singleton
public class FaultPoints {
    private static final Logger LOG = Logger.getLogger(FaultPoints.class);

    /** What a process that was killed by SIGKILL leaves to its parent. */
    private static final int KILLED = 128 + 9;

    private final Optional<String> halting;

    FaultPoints(AisleConfig config) {
        this.halting = config.faultPoint();
        halting.ifPresent(point -> LOG.warnf("fault_point_set point=%s", point));
    }

    /** Goes on, unless the process is to die here. */
    public void reach(String point) {
        if (halting.isPresent() && halting.get().equals(point)) {
            Runtime.getRuntime().halt(KILLED);
        }
    }
}
