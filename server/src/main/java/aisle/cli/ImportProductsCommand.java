package aisle.cli;

import aisle.imports.ImportKind;
import java.nio.file.Path;
import java.util.Currency;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Products from a CSV file. */
@Command(
        name = "products",
        mixinStandardHelpOptions = true,
        description = {
            "Imports products from a CSV file with a header line: new SKUs are created, known ones brought up to date,",
            "so that the same file twice changes nothing. Bad rows are left out and listed; the others land.",
            "A running server keeps serving meanwhile."
        },
        footer = {
            "",
            "Aisle's own files, Shopify's and WooCommerce's product files are known by their headers; any other needs --map.",
            "Targets: sku, name, price (needed), gtin, slug, description, brand, category, unit, old_price, currency,",
            "tax_class, is_organic, status, nutritional_info, attributes, images, image_url, group, group_title, options,",
            "stores, store_prices, planned_prices, tags.",
            "Example: ./aisle import products catalog.csv \\",
            "           --map 'sku=index,name=product,category=category>sub_category,price=sale_price'"
        })
final class ImportProductsCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "<file>", description = "the CSV file, in UTF-8; may be compressed by gzip")
    private Path file;

    @Option(
            names = "--map",
            paramLabel = "<mapping>",
            description = "which column fills what: target=column,…; a category may be a path of columns joined by >."
                    + " Without it the header tells")
    private @Nullable String mapping;

    @Option(
            names = "--currency",
            paramLabel = "<code>",
            description = "of the prices (default: CHAIN_CURRENCY, else USD)")
    private @Nullable Currency currency;

    @Option(names = "--store", paramLabel = "<id>", description = "a store that is to offer the products too")
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
                ImportKind.PRODUCTS.name(),
                file.toString(),
                mapping == null ? "" : mapping,
                currency == null ? "" : currency.getCurrencyCode(),
                store == null ? "" : store.toString(),
                Boolean.toString(dryRun));
    }
}
