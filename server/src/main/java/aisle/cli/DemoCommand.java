package aisle.cli;

import aisle.platform.config.AppEnvironment;
import aisle.platform.config.Variable;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The server with a shop to try out. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = {
            "Starts a complete shop to try out, with a real PostgreSQL of its own, sample stores, products, stock and",
            "users, and says where to find it and how to sign in. Starting it again keeps what you did. Ctrl-C stops it.",
            "AISLE_DEMO_PASSWORD is the password of its users (default aisle-demo-2026)."
        })
final class DemoCommand implements Callable<Integer> {
    @Mixin
    private final PortOption port = new PortOption();

    @Mixin
    private final DataOption data = new DataOption();

    @Override
    public Integer call() {
        Environment environment = Environment.ofProcess();
        environment.prefer(Variable.CHAIN_CURRENCY, "EUR");
        environment.prefer(Variable.CHAIN_TIMEZONE, "Europe/Dublin");
        Settings settings = Settings.forServer(environment, AppEnvironment.DEVELOPMENT, port.port(), data.data());
        if (settings.environment() == AppEnvironment.PRODUCTION) {
            environment.problem("APP_ENV is production, and the demo with its well-known passwords never runs there.");
        }
        environment.refuseProblems();
        return Server.run(settings, "demo");
    }
}
