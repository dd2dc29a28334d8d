package aisle.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The word before all commands. */
@Command(
        name = "./aisle",
        mixinStandardHelpOptions = true,
        version = "aisle",
        description = "The open-source retail backend.",
        synopsisSubcommandLabel = "<command>",
        subcommands = {
            DemoCommand.class,
            ServeCommand.class,
            MigrateCommand.class,
            ImportCommand.class,
            CreateAdminCommand.class,
            RotatePiiKeyCommand.class,
            DoctorCommand.class
        },
        footer = {
            "",
            "Exit status: 0 done, 1 the work failed, 2 wrong use, 69 the database is away or refuses,",
            "75 the port or the data folder is in use, 78 a setting is missing or unsafe."
        })
final class AisleCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing command");
    }
}
