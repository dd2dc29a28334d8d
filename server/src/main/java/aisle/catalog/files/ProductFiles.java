package aisle.catalog.files;

import aisle.catalog.products.ProductRules;
import aisle.imports.FileFormat;
import aisle.imports.Importer.Plan;
import aisle.kernel.DomainError;
import aisle.platform.config.AisleConfig;
import aisle.platform.csv.ColumnMapping;
import aisle.platform.csv.CsvRows;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Singleton;
import java.io.InputStream;
import java.time.ZoneId;
import java.util.Currency;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Tells product files apart by their headers, and reads them. */
@Singleton
public class ProductFiles {
    private final ProductRules rules;
    private final JsonCells jsonCells;
    private final ZoneId zone;

    ProductFiles(ProductRules rules, ObjectMapper mapper, AisleConfig config) {
        this.rules = rules;
        this.jsonCells = new JsonCells(mapper);
        this.zone = config.chain().timezone();
    }

    /**
     * Finds out how a file is to be read.
     *
     * @param mapping which column fills what, or null when the header must tell
     * @throws DomainError naming everything that keeps it from being read
     * @throws UnreadableFile when it has no header or is in another encoding
     */
    public Plan plan(InputStream file, @Nullable String mapping) {
        try (CsvRows rows = new CsvRows(file)) {
            if (mapping != null && !mapping.isBlank()) {
                return new Plan(
                        FileFormat.MAPPED,
                        ColumnMapping.of(mapping, rows.header(), Column.class).names());
            }
            if (ShopifyProducts.knows(rows.header())) {
                return new Plan(FileFormat.SHOPIFY, Map.of());
            }
            if (WooCommerceProducts.knows(rows.header())) {
                return new Plan(FileFormat.WOOCOMMERCE, Map.of());
            }
            return new Plan(
                    FileFormat.AISLE,
                    ColumnMapping.of((String) null, rows.header(), Column.class).names());
        }
    }

    /**
     * Opens a file as planned.
     *
     * @param file opens it from its beginning, as often as it is asked
     * @param currency of its prices
     * @throws UnreadableFile when it cannot be read
     */
    public ProductReader open(Supplier<InputStream> file, Plan plan, Currency currency) {
        CsvRows rows = new CsvRows(file.get());
        return switch (plan.format()) {
            case SHOPIFY -> new ShopifyProducts(rows, rules);
            case WOOCOMMERCE -> new WooCommerceProducts(rows, () -> new CsvRows(file.get()), zone, rules);
            case AISLE, MAPPED ->
                new AisleProducts(
                        rows,
                        ColumnMapping.of(plan.mapping(), rows.header(), Column.class),
                        plan.format() == FileFormat.AISLE,
                        currency,
                        rules,
                        jsonCells);
        };
    }
}
