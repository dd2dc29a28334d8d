package aisle.cli;

import aisle.platform.config.AppEnvironment;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The server, for real use. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        description = {
            "Starts the server for real use, configured by environment variables (docs/configuration.md).",
            "DATABASE_URL, or DB_HOST and its kin, names your PostgreSQL; without them it runs one of its own.",
            "APP_ENV is production unless you set it; then JWT_SECRET_KEY and PII_KEY are required.",
            "Ctrl-C or SIGTERM finishes the requests in flight and stops."
        })
final class ServeCommand implements Callable<Integer> {
    @Mixin
    private final PortOption port = new PortOption();

    @Mixin
    private final DataOption data = new DataOption();

    @Option(names = "--check", description = "say which settings hold and what is wrong with them, and start nothing")
    private boolean check;

    @Override
    public Integer call() {
        Environment environment = Environment.ofProcess();
        Settings settings = Settings.forServer(environment, AppEnvironment.PRODUCTION, port.port(), data.data());
        if (check) {
            System.out.print(SettingsInUse.of(environment).table());
        }
        environment.refuseProblems();
        if (check) {
            return 0;
        }
        return Server.run(settings, "serve");
    }
}
