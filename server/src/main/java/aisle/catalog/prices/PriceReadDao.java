package aisle.catalog.prices;

import aisle.kernel.Money;
import aisle.kernel.Page;
import aisle.kernel.PageRequest;
import aisle.kernel.ProductId;
import aisle.kernel.StoreId;
import aisle.platform.db.Columns;
import aisle.platform.db.paging.Keyset;
import aisle.platform.db.paging.PagedQuery;
import aisle.platform.db.paging.SortKey;
import java.time.Instant;
import java.util.Currency;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** SQL that reads prices for the back office. */
final class PriceReadDao {
    private static final SortKey STORE = SortKey.uuid("store_id").nullable();
    private static final SortKey CURRENCY = SortKey.text("currency");
    private static final SortKey KIND = SortKey.number("scheduled::int");
    private static final Keyset SOONEST_FIRST = Keyset.of(SortKey.time("valid_from"), STORE, CURRENCY, KIND);
    private static final Keyset NEWEST_FIRST =
            Keyset.of(SortKey.time("valid_from").descending(), STORE, CURRENCY, KIND);

    /** Whether there is such a product. */
    boolean hasProduct(Handle handle, ProductId product) {
        return handle.createQuery("SELECT true FROM product WHERE id = :product AND deleted_at IS NULL")
                .bind("product", product)
                .mapTo(Boolean.class)
                .findOne()
                .isPresent();
    }

    /** What holds now or is meant to, in every place or in one store. */
    Page<PriceSpan> present(Handle handle, ProductId product, @Nullable StoreId store, Instant now, PageRequest page) {
        return list(handle, page, SOONEST_FIRST, "valid_to > :now", product, store, now);
    }

    /** What has begun to hold, whether or not it still does. */
    Page<PriceSpan> past(Handle handle, ProductId product, @Nullable StoreId store, Instant now, PageRequest page) {
        return list(handle, page, NEWEST_FIRST, "valid_from <= :now", product, store, now);
    }

    private static Page<PriceSpan> list(
            Handle handle,
            PageRequest page,
            Keyset sort,
            String when,
            ProductId product,
            @Nullable StoreId store,
            Instant now) {
        String matching = """
                FROM product_price
                WHERE product_id = :product AND %s AND (CAST(:store AS uuid) IS NULL OR store_id = CAST(:store AS uuid))
                """.formatted(when);
        return new PagedQuery(
                        handle,
                        page,
                        sort,
                        matching,
                        query -> query.bind("product", product)
                                .bind("store", store)
                                .bind("now", now))
                .read(
                        "SELECT " + PriceDao.COLUMNS
                                + ", <position> <matching> AND <after> ORDER BY <order> LIMIT :fetch OFFSET :skip",
                        PriceDao::span);
    }

    /** What applied for the least money in the 30 days before a time, in this currency; null when nothing did. */
    @Nullable
    Money lowest(Handle handle, ProductId product, @Nullable StoreId store, Currency currency, Instant before) {
        return handle.createQuery("SELECT ("
                        + EffectivePrice.lowest(
                                ":product", ":currency", "CAST(:store AS uuid)", "CAST(:before AS timestamptz)")
                        + ") AS price, :currency AS currency")
                .bind("product", product)
                .bind("store", store)
                .bind("currency", currency)
                .bind("before", before)
                .map((row, context) -> Columns.moneyOrNull(row, "price", "currency"))
                .one();
    }
}
