package aisle.imports;

import aisle.kernel.StoreId;
import java.util.Currency;
import org.jspecify.annotations.Nullable;

/**
 * How a file of products is to be read.
 *
 * @param mapping which column fills what, such as {@code sku=index,name=product,category=category>sub_category}; without
 *     one, columns that are named like the targets are taken
 * @param currency of the prices; the chain's when null
 * @param storeId a store into whose assortment the products enter too, or null
 * @param dryRun whether to check the file and count what would happen, and change nothing
 */
public record ImportOptions(
        @Nullable String mapping,
        @Nullable Currency currency,
        @Nullable StoreId storeId,
        boolean dryRun) {}
