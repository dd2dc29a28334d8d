package aisle.catalog.files;

import aisle.catalog.categories.Categories;
import aisle.catalog.products.ProductDetails;
import aisle.catalog.products.ProductDetails.GroupDetails;
import aisle.catalog.products.ProductDetails.ImageDetails;
import aisle.catalog.products.ProductRules;
import aisle.catalog.products.ProductStatus;
import aisle.imports.RowError;
import aisle.kernel.DomainError.FieldError;
import aisle.kernel.Unit;
import aisle.platform.csv.Decimals;
import aisle.platform.csv.Spreadsheets;
import aisle.platform.json.MoneyInput;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A product while its row is being read. Every cell that is wrong is told, and a placeholder taken for it, so that the
 * cells behind it are looked at too.
 */
final class ProductDraft {
    private static final Set<String> YES = Set.of("TRUE", "YES", "1");
    private static final Set<String> NO = Set.of("FALSE", "NO", "0");

    private final long row;
    private final Function<Column, String> headers;
    private final Consumer<RowError> errors;
    private final Map<Column, String> texts = new EnumMap<>(Column.class);
    private boolean good = true;

    List<String> category = List.of();

    @Nullable
    Map<String, Object> nutritionalInfo;

    @Nullable
    Map<String, Object> attributes;

    @Nullable
    List<ImageDetails> images;

    @Nullable
    Map<String, String> options;

    List<String> stores = List.of();
    List<ProductLine.StorePrice> storePrices = List.of();
    List<ProductLine.PlannedPrice> plannedPrices = List.of();
    List<ProductLine.Label> tags = List.of();

    ProductDraft(long row, Function<Column, String> headers, Consumer<RowError> errors) {
        this.row = row;
        this.headers = headers;
        this.errors = errors;
    }

    /** Takes what a cell says; a blank one says nothing. */
    void say(Column column, @Nullable String text) {
        if (text != null && !text.isEmpty()) {
            texts.put(column, text);
            if (text.indexOf(0) >= 0) {
                bad(column, "must not hold a zero character");
            }
        }
    }

    @Nullable
    String said(Column column) {
        return texts.get(column);
    }

    void bad(Column column, String reason, @Nullable String value) {
        good = false;
        errors.accept(new RowError(row, headers.apply(column), reason, value));
    }

    private void bad(Column column, String reason) {
        bad(column, reason, texts.getOrDefault(column, ""));
    }

    /** The product, or null when a cell is wrong. */
    @Nullable
    ProductLine line(ProductRules rules) {
        ProductDetails details = details();
        for (Column column : Column.REQUIRED_OF_FILES) {
            if (texts.get(column) == null) {
                bad(column, "must not be blank");
            }
        }
        for (FieldError problem : rules.problems(details)) {
            Column column = column(problem.field());
            bad(column, problem.code().equals("required") ? "must not be blank" : problem.message());
        }
        String noPath = category.isEmpty() ? null : Categories.problem(category);
        if (noPath != null) {
            bad(Column.CATEGORY, noPath);
        }
        return good ? new ProductLine(row, details, category, stores, storePrices, plannedPrices, tags) : null;
    }

    private ProductDetails details() {
        String group = texts.get(Column.GROUP);
        BigDecimal price = amount(Column.PRICE);
        BigDecimal oldPrice = amount(Column.OLD_PRICE);
        mustNotBeRounded();
        return new ProductDetails(
                texts.get(Column.SKU),
                texts.get(Column.GTIN),
                texts.getOrDefault(Column.NAME, ""),
                texts.get(Column.SLUG),
                texts.get(Column.DESCRIPTION),
                texts.get(Column.BRAND),
                null,
                null,
                constant(Column.UNIT, Unit.class),
                new MoneyInput(price == null ? BigDecimal.ZERO : price, null),
                oldPrice == null ? null : new MoneyInput(oldPrice, null),
                upperCase(Column.TAX_CLASS),
                organic(),
                nutritionalInfo,
                attributes,
                images,
                texts.get(Column.IMAGE_URL),
                constant(Column.STATUS, ProductStatus.class),
                group == null ? null : new GroupDetails(group, texts.get(Column.GROUP_TITLE)),
                options);
    }

    private void mustNotBeRounded() {
        String gtin = texts.get(Column.GTIN);
        if (gtin != null && Spreadsheets.isRounded(gtin)) {
            bad(Column.GTIN, Spreadsheets.SHORTENED);
            texts.remove(Column.GTIN);
        }
        String sku = texts.get(Column.SKU);
        if (sku != null && Spreadsheets.isSurelyRounded(sku)) {
            bad(Column.SKU, Spreadsheets.SHORTENED);
        }
    }

    private @Nullable BigDecimal amount(Column column) {
        String text = texts.get(column);
        if (text == null) {
            return null;
        }
        Decimals.Reading reading = Amounts.read(text);
        if (reading.problem() != null) {
            bad(column, reading.problem());
        }
        return reading.number();
    }

    private @Nullable String upperCase(Column column) {
        String text = texts.get(column);
        return text == null ? null : text.toUpperCase(Locale.ROOT);
    }

    private <E extends Enum<E>> @Nullable E constant(Column column, Class<E> type) {
        String text = upperCase(column);
        if (text == null) {
            return null;
        }
        List<String> names = new ArrayList<>();
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equals(text)) {
                return constant;
            }
            names.add(constant.name());
        }
        bad(column, "must be one of " + String.join(", ", names));
        return null;
    }

    private @Nullable Boolean organic() {
        String text = upperCase(Column.IS_ORGANIC);
        if (text == null) {
            return null;
        }
        if (!YES.contains(text) && !NO.contains(text)) {
            bad(Column.IS_ORGANIC, "must be true or false");
        }
        return YES.contains(text);
    }

    /** The column behind a member of {@link ProductDetails}, such as {@code images[0].url} or {@code group.title}. */
    private static Column column(String field) {
        if (field.equals("group.title")) {
            return Column.GROUP_TITLE;
        }
        int end = 0;
        while (end < field.length() && field.charAt(end) != '.' && field.charAt(end) != '[') {
            end++;
        }
        Column column = Column.find(field.substring(0, end));
        if (column == null) {
            throw new IllegalStateException("no column says " + field);
        }
        return column;
    }
}
