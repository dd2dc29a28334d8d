package aisle.catalog.files;

import aisle.platform.csv.ColumnMapping;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a column can say of a product. The names are those of Aisle's own files, in the order of exports. */
public enum Column implements ColumnMapping.Target {
    SKU,
    GTIN,
    NAME,
    SLUG,
    DESCRIPTION,
    BRAND,
    CATEGORY,
    UNIT,
    PRICE,
    OLD_PRICE,
    CURRENCY,
    TAX_CLASS,
    IS_ORGANIC,
    STATUS,
    NUTRITIONAL_INFO,
    ATTRIBUTES,
    IMAGES,
    GROUP,
    GROUP_TITLE,
    OPTIONS,
    STORES,
    STORE_PRICES,
    PLANNED_PRICES,
    TAGS,
    /** The first image alone. Exports have all in {@link #IMAGES}. */
    IMAGE_URL;

    /**
     * Without these nothing is imported. The SKU is among them, although a single product may do without, because it is
     * what makes the same file change nothing the second time.
     */
    static final List<Column> REQUIRED = List.of(SKU, NAME, PRICE);

    /** Those of {@link #REQUIRED} that the rules for products do not ask for, or that every product has by then. */
    static final List<Column> REQUIRED_OF_FILES = List.of(SKU, PRICE);

    /** The columns of an export. */
    public static final List<Column> EXPORTED =
            Stream.of(values()).filter(column -> column != IMAGE_URL).toList();

    @Override
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    @Override
    public boolean isRequired() {
        return REQUIRED.contains(this);
    }

    /** A category may be a path over several columns. */
    @Override
    public boolean takesSeveralColumns() {
        return this == CATEGORY;
    }

    static @Nullable Column find(String text) {
        return Stream.of(values())
                .filter(column -> column.text().equals(text))
                .findFirst()
                .orElse(null);
    }
}
