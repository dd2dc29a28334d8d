package aisle.catalog.products;

import java.text.Normalizer;
import java.util.Locale;

/** Makes SKUs and slugs from names. */
public final class ProductNames {
    private static final int LONGEST_SKU = 40;

    private ProductNames() {}

    /** {@code Crème fraîche, 200 g} → {@code creme-fraiche-200-g}; empty when nothing of the name is Latin or a digit. */
    public static String slug(String name) {
        String plain = Normalizer.normalize(name, Normalizer.Form.NFKD).replaceAll("\\p{M}+", "");
        return plain.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    }

    /** {@code Crème fraîche, 200 g} → {@code CREME-FRAICHE-200-G}. */
    static String sku(String name) {
        String slug = slug(name);
        String start = slug.length() <= LONGEST_SKU ? slug : slug.substring(0, LONGEST_SKU);
        return start.isEmpty() ? "ITEM" : start.replaceAll("-$", "").toUpperCase(Locale.ROOT);
    }
}
