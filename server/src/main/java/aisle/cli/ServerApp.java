package aisle.cli;

import aisle.demo.DemoShop;
import aisle.platform.config.AisleConfig;
import aisle.platform.db.DatabaseUnavailable;
import aisle.platform.db.SchemaReadiness;
import aisle.platform.observability.StartupMessages;
import aisle.platform.web.Draining;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import jakarta.inject.Singleton;
import java.util.List;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jboss.logging.Logger;

/** The serving application: from the first request to the last. */
@Singleton
public class ServerApp implements QuarkusApplication {
    private static final Logger LOG = Logger.getLogger(ServerApp.class);

    private final SchemaReadiness schema;
    private final DemoShop demo;
    private final AisleConfig config;
    private final Draining draining;

    ServerApp(SchemaReadiness schema, DemoShop demo, AisleConfig config, Draining draining) {
        this.schema = schema;
        this.demo = demo;
        this.config = config;
        this.draining = draining;
    }

    /** @param arguments the name of the command */
    @Override
    public int run(String... arguments) {
        LOG.infof(
                "server_started version=%s environment=%s port=%d",
                config.version(), config.environment().label(), port());
        LOG.infof("%s", SettingsInUse.of(ConfigProvider.getConfig()));
        if (List.of(arguments).contains("demo")) {
            Thread.ofPlatform().daemon().name("demo").start(this::openDemo);
        }
        if (!StopSignals.isRequested()) {
            Quarkus.waitForExit();
        }
        draining.drain();
        return StopSignals.status();
    }

    /** The port that is really listened on, where any free one was asked for. */
    private static int port() {
        return ConfigProvider.getConfig().getValue("quarkus.http.port", Integer.class);
    }

    /** Beside the serving, so that Ctrl-C is heard meanwhile. */
    private void openDemo() {
        if (!schema.await()) {
            return;
        }
        try {
            demo.open(config.demoPassword());
            System.out.println(Banner.of(port(), config.demoPassword()));
        } catch (DatabaseUnavailable e) {
            LOG.warn("demo_incomplete: the next start completes it", e);
        } catch (RuntimeException e) {
            if (!StopSignals.isRequested()) {
                LOG.error("demo_failed", e);
                System.err.println(StartupMessages.failure("the demo shop could not be loaded: " + e.getMessage()));
                Quarkus.asyncExit(1);
            }
        }
    }
}
