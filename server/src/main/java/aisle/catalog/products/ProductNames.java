package aisle.catalog.products;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;
import net.gcardone.junidecode.Junidecode;

/** Makes SKUs and slugs from names. */
public final class ProductNames {
    static final int LONGEST_SLUG = 100;

    /** What a slug looks like. */
    static final String SLUG = "[a-z0-9]+(-[a-z0-9]+)*";

    static final String NO_SLUG = "must be made of a-z, 0-9 and single hyphens between them";

    private static final int LONGEST_SKU = 40;
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern OTHERS = Pattern.compile("[^a-z0-9]+");

    private ProductNames() {}

    /**
     * {@code Crème fraîche, 200 g} → {@code creme-fraiche-200-g}, {@code Борщ} → {@code borshch}: the name in Latin
     * letters, cut at the end of a word. Empty when nothing of it can be written so.
     */
    public static String slug(String name) {
        String plain =
                MARKS.matcher(Normalizer.normalize(name, Normalizer.Form.NFKD)).replaceAll("");
        // What it does not know becomes [?].
        String latin = Junidecode.unidecode(plain).replace("[?]", " ");
        String words = OTHERS.matcher(latin.toLowerCase(Locale.ROOT)).replaceAll("-");
        return shortened(trimmed(words), LONGEST_SLUG);
    }

    /** {@code Crème fraîche, 200 g} → {@code CREME-FRAICHE-200-G}. */
    static String sku(String name) {
        String slug = slug(name);
        String start = slug.length() <= LONGEST_SKU ? slug : trimmed(slug.substring(0, LONGEST_SKU));
        return start.isEmpty() ? "ITEM" : start.toUpperCase(Locale.ROOT);
    }

    /** The slug of a product of this name; one that cannot be written in Latin letters goes by its SKU. */
    public static String slug(String name, String sku) {
        String slug = slug(name);
        if (!slug.isEmpty()) {
            return slug;
        }
        String fromSku = slug(sku);
        return fromSku.isEmpty() ? "item" : fromSku;
    }

    /** The same slug with a number behind it, for a name that several products have. */
    static String numbered(String slug, int number) {
        return suffixed(slug, String.format(Locale.ROOT, "%06d", number));
    }

    /** The same slug with something behind it. */
    public static String suffixed(String slug, String suffix) {
        return shortened(slug, LONGEST_SLUG - suffix.length() - 1) + "-" + suffix;
    }

    private static String shortened(String slug, int longest) {
        if (slug.length() <= longest) {
            return slug;
        }
        int end = slug.lastIndexOf('-', longest);
        return slug.substring(0, end < longest / 2 ? longest : end);
    }

    private static String trimmed(String words) {
        int start = words.startsWith("-") ? 1 : 0;
        int end = words.length() > start && words.endsWith("-") ? words.length() - 1 : words.length();
        return words.substring(start, end);
    }
}
