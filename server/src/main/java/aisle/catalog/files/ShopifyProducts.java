package aisle.catalog.files;

import aisle.catalog.products.ProductDetails.ImageDetails;
import aisle.catalog.products.ProductNames;
import aisle.catalog.products.ProductRules;
import aisle.imports.RowError;
import aisle.imports.RowGroup;
import aisle.platform.csv.CsvRows;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Shopify's product CSV. Rows of one handle stand together: the first says what the product is, each one with a price is a
 * variant, the others bring further images. Tells both generations of its headers.
 *
 * <p>Variants become products of one group, named like the product with their options behind. A variant without a SKU
 * goes by the handle and its options, which stay the same from file to file.
 */
final class ShopifyProducts implements ProductReader {
    /** Shopify allows 2,048 variants and 250 images; more rows of one handle are no product. */
    private static final int MOST_ROWS = 5000;

    private static final int OPTIONS = 3;
    private static final int MOST_IMAGES = 20;
    private static final String[] HANDLE = {"Handle", "URL handle"};
    private static final String[] BODY = {"Body (HTML)", "Description"};
    private static final String[] TYPE = {"Product Category", "Type"};
    private static final String[] SKU = {"Variant SKU", "SKU"};
    private static final String[] PRICE = {"Variant Price", "Price"};
    private static final String[] OLD_PRICE = {"Variant Compare At Price", "Compare-at price"};
    private static final String[] BARCODE = {"Variant Barcode", "Barcode"};
    private static final String[] PUBLISHED = {"Published", "Published on online store"};
    private static final String[] IMAGE = {"Image Src", "Product image URL"};
    private static final String[] IMAGE_POSITION = {"Image Position"};
    private static final String[] IMAGE_ALT = {"Image Alt Text"};
    private static final String[] VARIANT_IMAGE = {"Variant Image", "Variant image URL"};

    private static final Map<Column, String[]> COLUMNS = Map.ofEntries(
            Map.entry(Column.SKU, SKU),
            Map.entry(Column.GTIN, BARCODE),
            Map.entry(Column.NAME, new String[] {"Title"}),
            Map.entry(Column.DESCRIPTION, BODY),
            Map.entry(Column.BRAND, new String[] {"Vendor"}),
            Map.entry(Column.CATEGORY, TYPE),
            Map.entry(Column.PRICE, PRICE),
            Map.entry(Column.OLD_PRICE, OLD_PRICE),
            Map.entry(Column.STATUS, new String[] {"Status"}),
            Map.entry(Column.IMAGES, IMAGE),
            Map.entry(Column.GROUP, HANDLE),
            Map.entry(Column.GROUP_TITLE, new String[] {"Title"}),
            Map.entry(Column.OPTIONS, new String[] {"Option1 Value"}),
            Map.entry(Column.TAGS, new String[] {"Tags"}));

    private final CsvRows rows;
    private final Header header;
    private final ProductRules rules;
    private CsvRows.@Nullable Row ahead;

    ShopifyProducts(CsvRows rows, ProductRules rules) {
        this.rows = rows;
        this.header = new Header(rows.header());
        this.rules = rules;
        this.ahead = rows.next();
    }

    static boolean knows(List<String> names) {
        Header header = new Header(names);
        return header.has(HANDLE) && header.has("Title") && header.has(PRICE) && header.has("Option1 Name");
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
        CsvRows.Row first = ahead;
        if (first == null) {
            return null;
        }
        String handle = header.cell(first, HANDLE);
        List<CsvRows.Row> group = new ArrayList<>();
        while (ahead != null && header.cell(ahead, HANDLE).equals(handle) && group.size() < MOST_ROWS) {
            group.add(ahead);
            ahead = rows.next();
        }
        return new Product(handle, group).read();
    }

    @Override
    public void close() {
        rows.close();
    }

    /** The rows of one handle. */
    private final class Product {
        private final String handle;
        private final List<CsvRows.Row> group;
        private final CsvRows.Row first;
        private final List<RowError> errors = new ArrayList<>();

        Product(String handle, List<CsvRows.Row> group) {
            this.handle = handle;
            this.group = group;
            this.first = group.getFirst();
        }

        RowGroup<ProductLine> read() {
            if (handle.isEmpty() || header.cell(first, "Title").isEmpty()) {
                for (CsvRows.Row row : group) {
                    errors.add(
                            handle.isEmpty()
                                    ? new RowError(row.number(), header.name(HANDLE), "must not be blank", "")
                                    : new RowError(
                                            row.number(),
                                            "Title",
                                            "must not be blank: the first row of a handle says what the product is",
                                            ""));
                }
                return new RowGroup<>(group.size(), List.of(), errors, group.size());
            }
            List<ImageDetails> images = images();
            List<ProductLine> lines = new ArrayList<>();
            int failed = 0;
            for (CsvRows.Row row : group) {
                if (isVariant(row)) {
                    ProductLine line = variant(row, images);
                    if (line == null) {
                        failed++;
                    } else {
                        lines.add(line);
                    }
                }
            }
            return new RowGroup<>(group.size(), lines, errors, failed);
        }

        private boolean isVariant(CsvRows.Row row) {
            return row.equals(first)
                    || !header.cell(row, PRICE).isEmpty()
                    || !header.cell(row, SKU).isEmpty()
                    || !header.cell(row, "Option1 Value").isEmpty();
        }

        private List<ImageDetails> images() {
            List<ImageDetails> images = new ArrayList<>();
            for (CsvRows.Row row : group) {
                String address = header.cell(row, IMAGE);
                boolean isNew = images.stream().noneMatch(image -> image.url().equals(address));
                if (!address.isEmpty() && isNew && images.size() < MOST_IMAGES) {
                    String alt = header.cell(row, IMAGE_ALT);
                    String position = header.cell(row, IMAGE_POSITION);
                    images.add(new ImageDetails(
                            address,
                            alt.isEmpty() ? null : alt,
                            position.matches("\\d{1,6}") ? Integer.valueOf(position) : null));
                }
            }
            return images;
        }

        private @Nullable ProductLine variant(CsvRows.Row row, List<ImageDetails> images) {
            Map<String, String> options = options(row);
            ProductDraft draft = new ProductDraft(row.number(), ShopifyProducts.this::header, errors::add);
            String title = header.cell(first, "Title");
            String sku = unquoted(header.cell(row, SKU));
            draft.say(Column.SKU, sku.isEmpty() ? ProductKeys.of(handle, options.values()) : sku);
            draft.say(Column.GTIN, unquoted(header.cell(row, BARCODE)));
            draft.say(Column.NAME, options.isEmpty() ? title : title + " - " + String.join(" / ", options.values()));
            draft.say(Column.DESCRIPTION, Html.sanitised(header.cell(first, BODY)));
            draft.say(Column.BRAND, header.cell(first, "Vendor"));
            draft.category = category();
            draft.say(Column.CATEGORY, String.join(" > ", draft.category));
            draft.say(Column.PRICE, header.cell(row, PRICE));
            oldPrice(row, draft);
            draft.say(Column.STATUS, status());
            draft.images = withFirst(header.cell(row, VARIANT_IMAGE), images);
            if (!options.isEmpty()) {
                String group = ProductNames.slug(handle);
                draft.say(Column.GROUP, group.isEmpty() ? handle : group);
                draft.say(Column.GROUP_TITLE, title);
                draft.options = options;
            }
            draft.tags = Stream.of(header.cell(first, "Tags").split(","))
                    .map(String::strip)
                    .filter(name -> !name.isEmpty())
                    .map(name -> new ProductLine.Label(null, name))
                    .toList();
            return draft.line(rules);
        }

        private Map<String, String> options(CsvRows.Row row) {
            Map<String, String> options = new LinkedHashMap<>();
            for (int i = 1; i <= OPTIONS; i++) {
                String name = header.cell(first, "Option" + i + " Name");
                String value = header.cell(row, "Option" + i + " Value");
                if (!name.isEmpty() && !value.isEmpty()) {
                    options.put(name, value);
                }
            }
            // What Shopify writes of a product that has no options.
            return options.equals(Map.of("Title", "Default Title")) ? Map.of() : options;
        }

        private List<String> category() {
            String text = header.cell(first, "Product Category");
            if (text.isEmpty() || text.equalsIgnoreCase("Uncategorized")) {
                text = header.cell(first, "Type");
            }
            return Stream.of(text.split(">"))
                    .map(String::strip)
                    .filter(name -> !name.isEmpty())
                    .toList();
        }

        /** A former price that is no higher, such as 0.00, is none. */
        private void oldPrice(CsvRows.Row row, ProductDraft draft) {
            String text = header.cell(row, OLD_PRICE);
            BigDecimal before = Amounts.read(text).number();
            BigDecimal now = Amounts.read(header.cell(row, PRICE)).number();
            if (before == null || now == null || before.compareTo(now) > 0) {
                draft.say(Column.OLD_PRICE, text);
            }
        }

        private String status() {
            String status = header.cell(first, "Status").toUpperCase(Locale.ROOT);
            boolean isHidden = header.cell(first, PUBLISHED).equalsIgnoreCase("false");
            return isHidden && (status.isEmpty() || status.equals("ACTIVE"))
                    ? "DRAFT"
                    : status.isEmpty() ? "ACTIVE" : status;
        }
    }

    private static List<ImageDetails> withFirst(String address, List<ImageDetails> images) {
        if (address.isEmpty()) {
            return images;
        }
        List<ImageDetails> all = new ArrayList<>(images);
        ImageDetails known = all.stream()
                .filter(image -> image.url().equals(address))
                .findFirst()
                .orElse(new ImageDetails(address, null, null));
        all.remove(known);
        all.addFirst(new ImageDetails(known.url(), known.alt(), 0));
        return all.subList(0, Math.min(all.size(), MOST_IMAGES));
    }

    /** Shopify puts a quotation mark in front of numbers, so that spreadsheets leave them as they are. */
    private static String unquoted(String cell) {
        return cell.startsWith("'") ? cell.substring(1) : cell;
    }
}
