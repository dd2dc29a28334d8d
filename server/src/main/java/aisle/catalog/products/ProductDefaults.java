package aisle.catalog.products;

import aisle.kernel.Unit;
import java.util.Objects;

/** What holds of a product of which nobody says otherwise. */
public final class ProductDefaults {
    private static final String TAX_CLASS = "STANDARD";

    private ProductDefaults() {}

    public static Unit unit(ProductDetails details) {
        return Objects.requireNonNullElse(details.unit(), Unit.EACH);
    }

    public static String taxClass(ProductDetails details) {
        return Objects.requireNonNullElse(details.taxClass(), TAX_CLASS);
    }

    public static boolean isOrganic(ProductDetails details) {
        return Objects.requireNonNullElse(details.isOrganic(), false);
    }

    public static ProductStatus status(ProductDetails details) {
        return Objects.requireNonNullElse(details.status(), ProductStatus.ACTIVE);
    }
}
