package aisle.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The word before everything that can be imported. */
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        description = "Loads files into the shop.",
        synopsisSubcommandLabel = "<what>",
        subcommands = {ImportProductsCommand.class, ImportInventoryCommand.class})
final class ImportCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing what to import");
    }
}
