package aisle.catalog.imports;

import aisle.kernel.Unit;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A good row, ready to be written; targets that no column fills have the value of a new product.
 *
 * @param row its number in the file
 * @param category names from the root down, empty for none
 * @param nutritionalInfo a JSON object
 * @param attributes a JSON object
 */
record ProductRow(
        long row,
        String sku,
        @Nullable String gtin,
        String name,
        String slug,
        @Nullable String description,
        @Nullable String brand,
        List<String> category,
        Unit unit,
        BigDecimal price,
        @Nullable BigDecimal oldPrice,
        String taxClass,
        boolean organic,
        String status,
        @Nullable String nutritionalInfo,
        String attributes,
        @Nullable String imageUrl) {}
