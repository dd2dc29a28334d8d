package aisle.catalog.files;

import aisle.catalog.products.ProductDetails.ImageDetails;
import aisle.catalog.products.ProductRules;
import aisle.imports.RowError;
import aisle.imports.RowGroup;
import aisle.platform.csv.ColumnMapping;
import aisle.platform.csv.CsvRows;
import aisle.platform.csv.CsvStream;
import aisle.platform.json.MoneyInput;
import com.fasterxml.jackson.core.type.TypeReference;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Products of which each has a row of its own: Aisle's own files, and all that are read by a mapping. */
final class AisleProducts implements ProductReader {
    private static final TypeReference<Map<String, Object>> FACTS = new TypeReference<>() {};
    private static final TypeReference<List<ImageDetails>> IMAGES = new TypeReference<>() {};
    private static final TypeReference<Map<String, String>> OPTIONS = new TypeReference<>() {};
    private static final TypeReference<List<String>> STORES = new TypeReference<>() {};
    private static final TypeReference<Map<String, StorePriceCell>> STORE_PRICES = new TypeReference<>() {};
    private static final TypeReference<List<PlannedPriceCell>> PLANNED_PRICES = new TypeReference<>() {};
    private static final TypeReference<Map<String, List<String>>> TAGS = new TypeReference<>() {};

    private static final Pattern SPACES = Pattern.compile("[\\s\\p{Z}]+");

    /** Looks at each run of blanks once, or a cell of a million of them would take hours. */
    private static final Pattern BLANK_ENDS = Pattern.compile("^[\\s\\p{Z}]+|(?<![\\s\\p{Z}])[\\s\\p{Z}]++$");

    private final CsvRows rows;
    private final ColumnMapping<Column> mapping;
    private final boolean own;
    private final Currency currency;
    private final ProductRules rules;
    private final JsonCells jsonCells;

    /** @param own whether the cells are as Aisle has written them; those of others are freed of odd blanks */
    AisleProducts(
            CsvRows rows,
            ColumnMapping<Column> mapping,
            boolean own,
            Currency currency,
            ProductRules rules,
            JsonCells jsonCells) {
        this.rows = rows;
        this.mapping = mapping;
        this.own = own;
        this.currency = currency;
        this.rules = rules;
        this.jsonCells = jsonCells;
    }

    /** What a store asks, as JSON. */
    record StorePriceCell(MoneyInput price, @Nullable MoneyInput oldPrice) {}

    /** A price for a while, as JSON. */
    record PlannedPriceCell(
            @Nullable String store,
            MoneyInput price,
            @Nullable Instant from,
            @Nullable Instant to) {}

    @Override
    public Set<Column> said() {
        return mapping.targets();
    }

    @Override
    public String header(Column column) {
        return mapping.columnName(column);
    }

    @Override
    public @Nullable RowGroup<ProductLine> next() {
        CsvRows.Row row = rows.next();
        if (row == null) {
            return null;
        }
        List<RowError> errors = new ArrayList<>(0);
        ProductLine line = line(row, errors::add);
        return line == null ? new RowGroup<>(1, List.of(), errors, 1) : new RowGroup<>(1, List.of(line), List.of(), 0);
    }

    private @Nullable ProductLine line(CsvRows.Row row, Consumer<RowError> errors) {
        if (row.cells().size() != mapping.width()) {
            String reason = "has " + row.cells().size() + " cells, but the header has " + mapping.width();
            errors.accept(new RowError(row.number(), "", reason, null));
            return null;
        }
        ProductDraft draft = new ProductDraft(row.number(), this::header, errors);
        for (Column column : mapping.targets()) {
            if (column == Column.CATEGORY) {
                category(row, draft);
            } else {
                draft.say(column, text(column, mapping.cell(column, row.cells())));
            }
        }
        json(draft);
        String named = draft.said(Column.CURRENCY);
        if (named != null && !named.equals(currency.getCurrencyCode())) {
            draft.bad(
                    Column.CURRENCY,
                    "Amounts here are in " + currency.getCurrencyCode() + ", not in " + named + ".",
                    named);
        }
        return draft.line(rules);
    }

    private String text(Column column, String cell) {
        boolean isProse = column == Column.DESCRIPTION;
        if (own) {
            return CsvStream.restored(isProse ? cell : cell.strip());
        }
        return isProse ? BLANK_ENDS.matcher(cell).replaceAll("") : single(cell);
    }

    private static String single(String cell) {
        return SPACES.matcher(cell).replaceAll(" ").strip();
    }

    /** Columns are levels, and a cell may itself be a path: {@code Grocery > Tea}. Levels below an empty one are bad. */
    private void category(CsvRows.Row row, ProductDraft draft) {
        List<String> cells = mapping.cells(Column.CATEGORY, row.cells());
        String whole = own ? CsvStream.restored(cells.getFirst()) : String.join(">", cells);
        draft.say(Column.CATEGORY, whole);
        List<String> names = new ArrayList<>();
        boolean ended = false;
        for (String part : whole.split(">", -1)) {
            String name = own ? part.strip() : single(part);
            if (name.isEmpty()) {
                ended = true;
            } else if (ended) {
                draft.bad(Column.CATEGORY, "has an empty level above “" + name + "”", whole);
            } else {
                names.add(name);
            }
        }
        draft.category = names;
    }

    private void json(ProductDraft draft) {
        draft.nutritionalInfo = read(draft, Column.NUTRITIONAL_INFO, FACTS);
        draft.attributes = read(draft, Column.ATTRIBUTES, FACTS);
        draft.images = read(draft, Column.IMAGES, IMAGES);
        draft.options = read(draft, Column.OPTIONS, OPTIONS);
        List<String> stores = read(draft, Column.STORES, STORES);
        if (stores != null) {
            draft.stores = stores;
        }
        Map<String, StorePriceCell> prices = read(draft, Column.STORE_PRICES, STORE_PRICES);
        if (prices != null) {
            List<ProductLine.StorePrice> read = new ArrayList<>();
            prices.forEach((store, price) -> {
                BigDecimal now = amount(draft, Column.STORE_PRICES, price == null ? null : price.price());
                MoneyInput before = price == null ? null : price.oldPrice();
                if (now != null) {
                    read.add(new ProductLine.StorePrice(
                            store, now, before == null ? null : amount(draft, Column.STORE_PRICES, before)));
                }
            });
            draft.storePrices = read;
        }
        List<PlannedPriceCell> planned = read(draft, Column.PLANNED_PRICES, PLANNED_PRICES);
        if (planned != null) {
            List<ProductLine.PlannedPrice> read = new ArrayList<>();
            planned.forEach(price -> {
                BigDecimal amount = amount(draft, Column.PLANNED_PRICES, price == null ? null : price.price());
                if (amount != null) {
                    read.add(new ProductLine.PlannedPrice(price.store(), amount, price.from(), price.to()));
                }
            });
            draft.plannedPrices = read;
        }
        Map<String, List<String>> tags = read(draft, Column.TAGS, TAGS);
        if (tags != null) {
            List<ProductLine.Label> labels = new ArrayList<>();
            tags.forEach((store, names) -> names.forEach(name -> labels.add(new ProductLine.Label(store, name))));
            draft.tags = labels;
        }
    }

    private <T> @Nullable T read(ProductDraft draft, Column column, TypeReference<T> type) {
        String text = draft.said(column);
        return text == null ? null : jsonCells.read(text, type, problem -> draft.bad(column, problem, text));
    }

    private static @Nullable BigDecimal amount(ProductDraft draft, Column column, @Nullable MoneyInput input) {
        if (input == null || input.amount().signum() < 0) {
            draft.bad(column, input == null ? "has no price" : "must not be negative", draft.said(column));
            return null;
        }
        return input.amount();
    }

    @Override
    public void close() {
        rows.close();
    }
}
