package aisle.cli;

import aisle.platform.web.Draining;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import jakarta.inject.Singleton;

/** The serving application: from the first request to the last. */
@Singleton
public class ServerApp implements QuarkusApplication {
    private final Draining draining;

    ServerApp(Draining draining) {
        this.draining = draining;
    }

    @Override
    public int run(String... arguments) {
        if (!StopSignals.isRequested()) {
            Quarkus.waitForExit();
        }
        draining.drain();
        return StopSignals.status();
    }
}
