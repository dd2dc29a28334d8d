package aisle.catalog.files;

import aisle.catalog.products.ProductDetails.ImageDetails;
import aisle.catalog.products.ProductNames;
import aisle.catalog.products.ProductRules;
import aisle.imports.RowError;
import aisle.imports.RowGroup;
import aisle.platform.csv.CsvRows;
import aisle.platform.csv.CsvStream;
import aisle.platform.csv.UnreadableFile;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * WooCommerce's product CSV. A row of type {@code variable} says what its variations share; each {@code variation} names it
 * by its SKU or {@code id:…} and stands anywhere in the file, so the file is read once before for those rows.
 */
final class WooCommerceProducts implements ProductReader {
    /** Characters of all variable products together: a file with more is no shop's, and they are all kept in memory. */
    private static final long MOST_SHARED = 100_000_000;

    private static final int MOST_IMAGES = 20;
    private static final int MOST_ATTRIBUTES = 30;

    private static final String[] GTIN = {"GTIN, UPC, EAN, or ISBN"};

    private static final Map<Column, String[]> COLUMNS = Map.ofEntries(
            Map.entry(Column.SKU, new String[] {"SKU"}),
            Map.entry(Column.GTIN, GTIN),
            Map.entry(Column.NAME, new String[] {"Name"}),
            Map.entry(Column.DESCRIPTION, new String[] {"Description", "Short description"}),
            Map.entry(Column.BRAND, new String[] {"Brands", "Brand"}),
            Map.entry(Column.CATEGORY, new String[] {"Categories"}),
            Map.entry(Column.PRICE, new String[] {"Regular price"}),
            Map.entry(Column.OLD_PRICE, new String[] {"Sale price"}),
            Map.entry(Column.TAX_CLASS, new String[] {"Tax class"}),
            Map.entry(Column.STATUS, new String[] {"Published"}),
            Map.entry(Column.ATTRIBUTES, new String[] {"Attribute 1 value(s)"}),
            Map.entry(Column.IMAGES, new String[] {"Images"}),
            Map.entry(Column.GROUP, new String[] {"Parent"}),
            Map.entry(Column.GROUP_TITLE, new String[] {"Parent"}),
            Map.entry(Column.OPTIONS, new String[] {"Attribute 1 value(s)"}),
            Map.entry(Column.PLANNED_PRICES, new String[] {"Date sale price starts"}),
            Map.entry(Column.TAGS, new String[] {"Tags"}));

    private final CsvRows rows;
    private final Header header;
    private final Map<String, CsvRows.Row> parents;
    private final WooCommerceSales sales;
    private final ProductRules rules;

    /**
     * @param again the same rows from the beginning
     * @param zone in which dates are meant
     */
    WooCommerceProducts(CsvRows rows, Supplier<CsvRows> again, ZoneId zone, ProductRules rules) {
        this.rows = rows;
        this.header = new Header(rows.header());
        this.sales = new WooCommerceSales(header, zone);
        this.rules = rules;
        try (CsvRows whole = again.get()) {
            this.parents = parents(whole);
        }
    }

    static boolean knows(List<String> names) {
        Header header = new Header(names);
        return header.has("Type") && header.has("SKU") && header.has("Name") && header.has("Regular price");
    }

    private Map<String, CsvRows.Row> parents(CsvRows whole) {
        Map<String, CsvRows.Row> found = new HashMap<>();
        long size = 0;
        for (CsvRows.Row row = whole.next(); row != null; row = whole.next()) {
            if (type(row).contains("variable")) {
                size += row.cells().stream().mapToLong(String::length).sum();
                if (size > MOST_SHARED) {
                    throw new UnreadableFile("The file has more variable products than can be kept in mind. Split it.");
                }
                found.put("id:" + cell(row, "ID"), row);
                if (!cell(row, "SKU").isEmpty()) {
                    found.put(cell(row, "SKU"), row);
                }
            }
        }
        return found;
    }

    @Override
    public Set<Column> said() {
        Set<Column> said = EnumSet.of(Column.SKU, Column.NAME, Column.PRICE, Column.STATUS);
        COLUMNS.forEach((column, names) -> {
            if (header.has(names)) {
                said.add(column);
            }
        });
        return said;
    }

    @Override
    public String header(Column column) {
        String[] names = COLUMNS.get(column);
        return names == null ? column.text() : header.name(names);
    }

    @Override
    public @Nullable RowGroup<ProductLine> next() {
        CsvRows.Row row = rows.next();
        if (row == null) {
            return null;
        }
        Set<String> type = type(row);
        List<RowError> errors = new ArrayList<>(0);
        if (type.contains("variable")) {
            return new RowGroup<>(1, List.of(), errors, 0);
        }
        if (type.contains("grouped")) {
            errors.add(new RowError(
                    row.number(), "Type", "is a collection of other products, which has no price", "grouped"));
            return new RowGroup<>(1, List.of(), errors, 1);
        }
        CsvRows.Row parent = row;
        if (type.contains("variation")) {
            String name = cell(row, "Parent");
            parent = parents.get(name);
            if (parent == null) {
                errors.add(new RowError(row.number(), "Parent", "names no variable product of this file", name));
                return new RowGroup<>(1, List.of(), errors, 1);
            }
        }
        ProductLine line = line(row, parent, errors);
        return line == null ? new RowGroup<>(1, List.of(), errors, 1) : new RowGroup<>(1, List.of(line), List.of(), 0);
    }

    private Set<String> type(CsvRows.Row row) {
        return Set.of(Stream.of(cell(row, "Type").toLowerCase(Locale.ROOT).split(","))
                .map(String::strip)
                .distinct()
                .toArray(String[]::new));
    }

    /** @param parent the row itself when it is no variation */
    private @Nullable ProductLine line(CsvRows.Row row, CsvRows.Row parent, List<RowError> errors) {
        ProductDraft draft = new ProductDraft(row.number(), this::header, errors::add);
        boolean isVariation = !row.equals(parent);
        Map<String, String> attributes = attributes(row);
        String sku = cell(row, "SKU");
        String id = cell(row, "ID");
        draft.say(Column.SKU, sku.isEmpty() && !id.isEmpty() ? "WOO-" + id : sku);
        draft.say(Column.GTIN, cell(row, GTIN));
        draft.say(Column.NAME, name(row, parent, attributes));
        draft.say(Column.DESCRIPTION, Html.sanitised(own(row, parent, "Description", "Short description")));
        draft.say(
                Column.BRAND,
                list(either(row, parent, "Brands", "Brand")).stream()
                        .findFirst()
                        .orElse(null));
        categories(draft, list(either(row, parent, "Categories")));
        sales.say(draft, row);
        draft.say(Column.TAX_CLASS, taxClass(row, parent));
        draft.say(Column.STATUS, isShown(row) && isShown(parent) ? "ACTIVE" : "DRAFT");
        draft.images = images(row, parent);
        if (isVariation) {
            String handle = ProductNames.slug(
                    cell(parent, "SKU").isEmpty() ? "woo-" + cell(parent, "ID") : cell(parent, "SKU"));
            draft.say(Column.GROUP, handle.isEmpty() ? ProductNames.slug(cell(parent, "Name")) : handle);
            draft.say(Column.GROUP_TITLE, cell(parent, "Name"));
            draft.options = attributes;
        } else {
            draft.attributes = new LinkedHashMap<>(attributes);
        }
        draft.tags = list(either(row, parent, "Tags")).stream()
                .map(name -> new ProductLine.Label(null, name))
                .toList();
        return draft.line(rules);
    }

    /** A variation that is named like its parent only is told apart by its options. */
    private String name(CsvRows.Row row, CsvRows.Row parent, Map<String, String> options) {
        String name = cell(row, "Name");
        boolean isVariation = !row.equals(parent);
        boolean isPlain = name.isEmpty() || name.equals(cell(parent, "Name"));
        return isVariation && isPlain && !options.isEmpty()
                ? cell(parent, "Name") + " - " + String.join(", ", options.values())
                : name;
    }

    private void categories(ProductDraft draft, List<String> paths) {
        if (!paths.isEmpty()) {
            draft.say(Column.CATEGORY, paths.getFirst());
            draft.category = Stream.of(paths.getFirst().split(">"))
                    .map(String::strip)
                    .filter(name -> !name.isEmpty() && !paths.getFirst().equals("Uncategorized"))
                    .toList();
        }
    }

    private String taxClass(CsvRows.Row row, CsvRows.Row parent) {
        String own = cell(row, "Tax class");
        String name = own.equals("parent") ? cell(parent, "Tax class") : own;
        return switch (name) {
            case "" -> "STANDARD";
            case "reduced-rate" -> "REDUCED";
            case "zero-rate" -> "ZERO";
            default -> name.toUpperCase(Locale.ROOT).replace('-', '_');
        };
    }

    /** 1 is published, 0 private, -1 a draft; what the shop's catalog hides is no offer either. */
    private boolean isShown(CsvRows.Row row) {
        String published = cell(row, "Published");
        return (published.isEmpty() || published.equals("1"))
                && !cell(row, "Visibility in catalog").equals("hidden");
    }

    private List<ImageDetails> images(CsvRows.Row row, CsvRows.Row parent) {
        return list(either(row, parent, "Images")).stream()
                .distinct()
                .limit(MOST_IMAGES)
                .map(address -> new ImageDetails(address, null, null))
                .toList();
    }

    private Map<String, String> attributes(CsvRows.Row row) {
        Map<String, String> attributes = new LinkedHashMap<>();
        for (int i = 1; i <= MOST_ATTRIBUTES && header.has("Attribute " + i + " name"); i++) {
            String name = cell(row, "Attribute " + i + " name");
            String value = cell(row, "Attribute " + i + " value(s)");
            if (!name.isEmpty() && !value.isEmpty()) {
                attributes.put(name, value.replace("\\,", ","));
            }
        }
        return attributes;
    }

    private String own(CsvRows.Row row, CsvRows.Row parent, String column, String otherwise) {
        String text = either(row, parent, column);
        return (text.isEmpty() ? either(row, parent, otherwise) : text).replace("\\n", "\n");
    }

    private String either(CsvRows.Row row, CsvRows.Row parent, String... column) {
        String text = cell(row, column);
        return text.isEmpty() ? cell(parent, column) : text;
    }

    private String cell(CsvRows.Row row, String... column) {
        return CsvStream.restored(header.cell(row, column));
    }

    /** Parts between commas; one that belongs to a name has a backslash before it. */
    private static List<String> list(String cell) {
        return Stream.of(cell.split("(?<!\\\\),"))
                .map(part -> part.replace("\\,", ",").strip())
                .filter(part -> !part.isEmpty())
                .toList();
    }

    @Override
    public void close() {
        rows.close();
    }
}
