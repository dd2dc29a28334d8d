package aisle.cli;

import aisle.platform.config.StartupProblem;
import aisle.platform.observability.StartupMessages;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Where the program begins: one command, one exit status. */
@QuarkusMain
public final class Main {
    private static final String PROGRAM = "aisle";

    /** A supervisor kills what has not ended by then. */
    private static final int LONGEST_END_SECONDS = 90;

    /** Libraries that speak before the server's own logging is there; held, since the log manager forgets unused loggers. */
    private static final List<Logger> CHATTY =
            List.of(Logger.getLogger("org.flywaydb"), Logger.getLogger("org.postgresql"));

    private Main() {}

    /** Runs one command; {@link StartupProblem.Kind} lists the exit statuses other than 0. */
    public static void main(String... arguments) {
        CHATTY.forEach(logger -> logger.setLevel(Level.WARNING));
        StopSignals.hold();
        // Whatever else ends the virtual machine waits until the command has put everything down, the database last.
        CountDownLatch ended = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> await(ended), "command-end"));
        int status = 1;
        try {
            status = commandLine().execute(arguments);
        } finally {
            ended.countDown();
        }
        System.exit(status);
    }

    static CommandLine commandLine() {
        return new CommandLine(new AisleCommand())
                .setParameterExceptionHandler((error, arguments) -> misused(error))
                .setExecutionExceptionHandler((error, command, parsed) -> failed(error, command))
                .setCaseInsensitiveEnumValuesAllowed(true);
    }

    private static int misused(ParameterException error) {
        CommandLine command = error.getCommandLine();
        String message = error instanceof UnmatchedArgumentException unmatched
                        && unmatched.getUnmatched().stream().noneMatch(argument -> argument.startsWith("-"))
                        && !command.getSubcommands().isEmpty()
                ? "There is no command \"" + unmatched.getUnmatched().getFirst() + "\""
                : withoutFullStop(String.valueOf(error.getMessage()));
        command.getErr()
                .println(PROGRAM + ": " + message + "; "
                        + command.getCommandSpec().qualifiedName() + " --help lists what there is.");
        return CommandLine.ExitCode.USAGE;
    }

    private static int failed(Exception error, CommandLine command) throws Exception {
        if (error instanceof StartupProblem problem) {
            command.getErr().println(StartupMessages.failure(String.valueOf(problem.getMessage())));
            return problem.exitStatus();
        }
        throw error;
    }

    private static String withoutFullStop(String message) {
        return message.endsWith(".") ? message.substring(0, message.length() - 1) : message;
    }

    private static void await(CountDownLatch ended) {
        try {
            boolean inTime = ended.await(LONGEST_END_SECONDS, TimeUnit.SECONDS);
            if (!inTime) {
                System.err.println(StartupMessages.failure("stopped before everything was put down in order."));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
