package aisle.imports;

import java.util.Locale;

/** What a file brings. */
public enum ImportKind {
    PRODUCTS,
    INVENTORY,
    ORDERS;

    /** As paths and the names of events have it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
