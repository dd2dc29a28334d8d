package aisle.catalog.imports;

import aisle.catalog.products.Gtin;
import aisle.catalog.products.ProductNames;
import aisle.kernel.Money;
import aisle.kernel.Unit;
import aisle.platform.json.MoneyInput;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Turns the cells of a row into what a product is made of, or lists every bad cell. */
final class ProductRows {
    private static final int MAX_SKU = 64;
    private static final int MAX_NAME = 200;
    private static final int MAX_BRAND = 100;
    private static final int MAX_CATEGORY = 100;
    private static final int MAX_DESCRIPTION = 20_000;
    private static final int MAX_URL = 2000;
    private static final int MAX_LEVELS = 10;
    private static final Pattern SPACES = Pattern.compile("[\\s\\p{Z}]+");

    /** Looks at each run of blanks once, or a cell of a million of them would take hours. */
    private static final Pattern BLANK_ENDS = Pattern.compile("^[\\s\\p{Z}]+|(?<![\\s\\p{Z}])[\\s\\p{Z}]++$");

    private static final Pattern CODE = Pattern.compile("[A-Z][A-Z0-9_]{0,31}");
    /** Nothing that a browser would run. */
    private static final Pattern IMAGE = Pattern.compile("(https?://|/)\\S+");

    private static final Set<String> STATUSES = Set.of("DRAFT", "ACTIVE", "ARCHIVED");
    private static final Set<String> YES = Set.of("TRUE", "YES", "1");
    private static final Set<String> NO = Set.of("FALSE", "NO", "0");

    private final ColumnMapping mapping;
    private final JsonCells jsonCells;

    ProductRows(ColumnMapping mapping, JsonCells jsonCells) {
        this.mapping = mapping;
        this.jsonCells = jsonCells;
    }

    /** The row as a product, or null when it has a bad cell; then {@code errors} has been told each of them. */
    @Nullable
    ProductRow read(CsvRows.Row row, Consumer<RowError> errors) {
        if (row.cells().size() != mapping.width()) {
            errors.accept(new RowError(
                    row.number(),
                    "",
                    "has " + row.cells().size() + " cells, but the header has " + mapping.width(),
                    null));
            return null;
        }
        Reading reading = new Reading(row, errors);
        ProductRow product = reading.product();
        return reading.isGood() ? product : null;
    }

    /** One row being read. Bad cells yield a placeholder, so that the cells behind them are checked too. */
    private final class Reading {
        private final CsvRows.Row row;
        private final Consumer<RowError> errors;
        private boolean good = true;

        Reading(CsvRows.Row row, Consumer<RowError> errors) {
            this.row = row;
            this.errors = errors;
        }

        boolean isGood() {
            return good;
        }

        ProductRow product() {
            String sku = required(Target.SKU, MAX_SKU);
            String name = required(Target.NAME, MAX_NAME);
            return new ProductRow(
                    row.number(),
                    sku,
                    gtin(),
                    name,
                    ProductNames.slug(name, sku),
                    description(),
                    optional(Target.BRAND, MAX_BRAND),
                    category(),
                    unit(),
                    price(),
                    amount(Target.OLD_PRICE),
                    taxClass(),
                    organic(),
                    status(),
                    json(Target.NUTRITIONAL_INFO),
                    json(Target.ATTRIBUTES) instanceof String attributes ? attributes : "{}",
                    imageUrl());
        }

        private String required(Target target, int longest) {
            String text = optional(target, longest);
            if (text == null) {
                bad(target, "is empty", raw(target));
                return "";
            }
            return text;
        }

        private @Nullable String optional(Target target, int longest) {
            return limited(target, SPACES.matcher(raw(target)).replaceAll(" ").strip(), longest);
        }

        /** The cell, checked for length and for characters that no text of a product may have; null when empty. */
        private @Nullable String limited(Target target, String text, int longest) {
            if (text.indexOf('\uFFFD') >= 0) {
                bad(target, "is not valid UTF-8", text);
            } else if (text.chars().anyMatch(ProductRows::isControl)) {
                bad(target, "holds a control character", text);
            } else if (text.length() > longest) {
                bad(target, "is longer than " + longest + " characters", text);
            }
            return text.isEmpty() ? null : text;
        }

        private @Nullable String description() {
            return limited(
                    Target.DESCRIPTION,
                    BLANK_ENDS.matcher(raw(Target.DESCRIPTION)).replaceAll(""),
                    MAX_DESCRIPTION);
        }

        private @Nullable String gtin() {
            String text = optional(Target.GTIN, MAX_SKU);
            if (text != null && !Gtin.isValid(text)) {
                bad(Target.GTIN, "is no GTIN: 8, 12, 13 or 14 digits with the right check digit", text);
            }
            return text;
        }

        /** Columns are levels, and a cell may itself be a path: {@code Grocery > Tea}. Levels below an empty one are bad. */
        private List<String> category() {
            List<String> names = new ArrayList<>();
            boolean ended = false;
            for (String cell : mapping.cells(Target.CATEGORY, row.cells())) {
                for (String part : cell.split(">", -1)) {
                    String name = limited(
                            Target.CATEGORY,
                            SPACES.matcher(part).replaceAll(" ").strip(),
                            MAX_CATEGORY);
                    if (name == null) {
                        ended = true;
                    } else if (ended) {
                        bad(Target.CATEGORY, "has an empty level above “" + name + "”", raw(Target.CATEGORY));
                    } else {
                        names.add(name);
                    }
                }
            }
            if (names.size() > MAX_LEVELS) {
                bad(Target.CATEGORY, "has more than " + MAX_LEVELS + " levels", raw(Target.CATEGORY));
            }
            return names;
        }

        private Unit unit() {
            String text = code(Target.UNIT, "EACH");
            for (Unit unit : Unit.values()) {
                if (unit.name().equals(text)) {
                    return unit;
                }
            }
            bad(Target.UNIT, "must be one of EACH, KG, L, M", text);
            return Unit.EACH;
        }

        private BigDecimal price() {
            BigDecimal price = amount(Target.PRICE);
            if (price == null) {
                if (raw(Target.PRICE).isBlank()) {
                    bad(Target.PRICE, "is empty", raw(Target.PRICE));
                }
                return BigDecimal.ZERO;
            }
            return price;
        }

        private @Nullable BigDecimal amount(Target target) {
            String text = optional(target, MAX_SKU);
            if (text == null) {
                return null;
            }
            BigDecimal amount = MoneyInput.parse(text);
            if (amount == null) {
                bad(target, "is no number such as 12.90", text);
            } else if (amount.signum() < 0) {
                bad(target, "must not be negative", text);
            } else if (amount.stripTrailingZeros().scale() > Money.MAX_SCALE) {
                bad(target, "has more than " + Money.MAX_SCALE + " decimals", text);
            }
            return amount;
        }

        private String taxClass() {
            String text = code(Target.TAX_CLASS, "STANDARD");
            if (!CODE.matcher(text).matches()) {
                bad(Target.TAX_CLASS, "must be a name such as STANDARD", text);
            }
            return text;
        }

        private boolean organic() {
            String text = code(Target.IS_ORGANIC, "FALSE");
            if (!YES.contains(text) && !NO.contains(text)) {
                bad(Target.IS_ORGANIC, "must be true or false", text);
            }
            return YES.contains(text);
        }

        private String status() {
            String text = code(Target.STATUS, "ACTIVE");
            if (!STATUSES.contains(text)) {
                bad(Target.STATUS, "must be one of DRAFT, ACTIVE, ARCHIVED", text);
            }
            return text;
        }

        private String code(Target target, String otherwise) {
            String text = optional(target, MAX_SKU);
            return text == null ? otherwise : text.toUpperCase(Locale.ROOT);
        }

        private @Nullable String json(Target target) {
            String text = limited(target, BLANK_ENDS.matcher(raw(target)).replaceAll(""), MAX_DESCRIPTION);
            String problem = text == null ? null : jsonCells.problem(text);
            if (problem != null) {
                bad(target, problem, text);
            }
            return text;
        }

        private @Nullable String imageUrl() {
            String text = optional(Target.IMAGE_URL, MAX_URL);
            if (text != null && !IMAGE.matcher(text).matches()) {
                bad(Target.IMAGE_URL, "must be an address that begins with https://, http:// or /", text);
            }
            return text;
        }

        private String raw(Target target) {
            return String.join(">", mapping.cells(target, row.cells()));
        }

        private void bad(Target target, String reason, @Nullable String value) {
            good = false;
            errors.accept(new RowError(row.number(), mapping.columnName(target), reason, value));
        }
    }

    private static boolean isControl(int character) {
        return Character.isISOControl(character) && character != '\n' && character != '\r' && character != '\t';
    }
}
