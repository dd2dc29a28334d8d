package aisle.cli;

import aisle.platform.config.StartupProblem;
import aisle.platform.config.StartupProblem.Kind;
import aisle.platform.config.Variable;
import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The first administrator of an installation, or a further one. */
@Command(
        name = "create-admin",
        mixinStandardHelpOptions = true,
        description = {
            "Creates an administrator; a fresh installation begins with one.",
            "The password comes from AISLE_ADMIN_PASSWORD, else it is asked for on the terminal, else the first line of",
            "standard input is taken. It is never an option, since everybody on the machine can read those."
        })
final class CreateAdminCommand implements Callable<Integer> {
    @Option(names = "--email", required = true, paramLabel = "<address>", description = "the address to sign in with")
    private String email;

    @Option(names = "--full-name", required = true, paramLabel = "<name>", description = "how the person is called")
    private String fullName;

    @Mixin
    private final DataOption data = new DataOption();

    @Override
    public Integer call() {
        Environment environment = Environment.ofProcess();
        Settings settings = Settings.forTool(environment, data.data());
        environment.refuseProblems();
        String password = password(environment);
        return Server.runTool(settings, "create-admin", CreateAdminApp.class, email, fullName, password);
    }

    private static String password(Environment environment) {
        String given = environment.given(Variable.AISLE_ADMIN_PASSWORD);
        if (given != null) {
            return given;
        }
        Console console = System.console();
        @Nullable String typed = console != null && console.isTerminal() ? ask(console) : firstLine();
        if (typed == null || typed.isEmpty()) {
            throw new StartupProblem(
                    Kind.USAGE,
                    "There is no password: set AISLE_ADMIN_PASSWORD, type it on the terminal or send it to standard"
                            + " input.");
        }
        return typed;
    }

    private static @Nullable String ask(Console console) {
        char[] first = console.readPassword("Password: ");
        char[] second = console.readPassword("The same again: ");
        if (first == null || second == null) {
            return null;
        }
        if (!Arrays.equals(first, second)) {
            throw new StartupProblem(Kind.USAGE, "The two passwords are not the same.");
        }
        return new String(first);
    }

    private static @Nullable String firstLine() {
        try {
            return new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
