package aisle.cli;

import aisle.imports.ImportKind;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Stock from a CSV file. */
@Command(
        name = "inventory",
        mixinStandardHelpOptions = true,
        description = {
            "Imports counts or differences of stock from a CSV file with a header line. Each row that changes an amount is a",
            "movement in the ledger; the same file twice changes nothing. Bad rows are left out and listed; the others land.",
            "A running server keeps serving meanwhile."
        },
        footer = {
            "",
            "Targets: sku (needed), store_id, store, on_hand or delta, reason, expected_on_hand, reference, bin_location,",
            "reorder_point, reorder_quantity, lead_time_days. A difference needs a reason and a reference.",
            "Example: ./aisle import inventory counted.csv --map 'sku=article,store=branch,on_hand=counted'"
        })
final class ImportInventoryCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "<file>", description = "the CSV file, in UTF-8; may be compressed by gzip")
    private Path file;

    @Option(
            names = "--map",
            paramLabel = "<mapping>",
            description = "which column fills what: target=column,…. Without it the header tells")
    private @Nullable String mapping;

    @Option(names = "--store", paramLabel = "<id>", description = "whose stock it is, where a row names no store")
    private @Nullable UUID store;

    @Option(names = "--dry-run", description = "check the file, count what would happen, and change nothing")
    private boolean dryRun;

    @Mixin
    private final DataOption data = new DataOption();

    @Override
    public Integer call() {
        Environment environment = Environment.ofProcess();
        Settings settings = Settings.forTool(environment, data.data());
        environment.refuseProblems();
        return Server.runTool(
                settings,
                "import",
                ImportApp.class,
                ImportKind.INVENTORY.name(),
                file.toString(),
                mapping == null ? "" : mapping,
                "",
                store == null ? "" : store.toString(),
                Boolean.toString(dryRun));
    }
}
