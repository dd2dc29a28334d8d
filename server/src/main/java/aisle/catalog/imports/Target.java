package aisle.catalog.imports;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a column of the file can fill. */
enum Target {
    SKU,
    GTIN,
    NAME,
    DESCRIPTION,
    BRAND,
    CATEGORY,
    UNIT,
    PRICE,
    OLD_PRICE,
    TAX_CLASS,
    IS_ORGANIC,
    STATUS,
    NUTRITIONAL_INFO,
    ATTRIBUTES,
    IMAGE_URL;

    /**
     * Without these nothing is imported. The SKU is among them, although a single product may do without, because it is
     * what makes the same file change nothing the second time.
     */
    static final List<Target> REQUIRED = List.of(SKU, NAME, PRICE);

    /** The name in mappings. */
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** A category may be a path over several columns. */
    boolean takesSeveralColumns() {
        return this == CATEGORY;
    }

    static @Nullable Target find(String text) {
        return Stream.of(values())
                .filter(target -> target.text().equals(text))
                .findFirst()
                .orElse(null);
    }

    static List<String> texts() {
        return Stream.of(values()).map(Target::text).toList();
    }
}
