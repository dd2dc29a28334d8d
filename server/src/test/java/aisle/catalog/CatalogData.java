package aisle.catalog;

import aisle.catalog.assortment.Assortment;
import aisle.catalog.products.Product;
import aisle.catalog.products.ProductDetails;
import aisle.catalog.products.Products;
import aisle.kernel.Actor;
import aisle.kernel.Money;
import aisle.kernel.ProductId;
import aisle.kernel.Quantity;
import aisle.kernel.StoreId;
import aisle.kernel.Unit;
import aisle.platform.db.Database;
import aisle.platform.json.MoneyInput;
import aisle.stores.Store;
import aisle.stores.StoreAddress;
import aisle.stores.StoreDetails;
import aisle.stores.Stores;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** What the tests of the catalog put into the shop. */
@Singleton
public class CatalogData {
    public static final Actor SYSTEM = Actor.system("catalog-test");

    private final Database database;
    private final Stores stores;
    private final Products products;
    private final Assortment assortment;

    CatalogData(Database database, Stores stores, Products products, Assortment assortment) {
        this.database = database;
        this.stores = stores;
        this.products = products;
        this.assortment = assortment;
    }

    /** A text that no other test has. */
    public static String unique(String prefix) {
        return prefix + UUID.randomUUID().toString().replace("-", "").substring(0, 12);
    }

    /** Twelve digits with the right check digit that no other test has. */
    public static String gtin12() {
        long digits = ThreadLocalRandom.current().nextLong(10_000_000_000L, 100_000_000_000L);
        int sum = 0;
        long rest = digits;
        for (int i = 0; i < 11; i++) {
            sum += (int) (rest % 10) * (i % 2 == 0 ? 3 : 1);
            rest /= 10;
        }
        return digits + Integer.toString((10 - sum % 10) % 10);
    }

    public Store store(@Nullable String country, String currency) {
        StoreAddress address =
                country == null ? null : new StoreAddress("1 Main Street", null, "Town", null, null, country);
        StoreDetails details = new StoreDetails(
                unique("Store "), address, null, Currency.getInstance(currency), null, null, null, null, null);
        return database.transaction(tx -> stores.create(tx, SYSTEM, details));
    }

    public static ProductDetails details(String name, String price) {
        return new ProductDetails(
                null,
                null,
                name,
                null,
                null,
                null,
                null,
                null,
                Unit.EACH,
                new MoneyInput(new BigDecimal(price), null),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    public Product product(String name, String price) {
        return database.transaction(tx -> products.create(tx, SYSTEM, details(name, price)));
    }

    public void sell(StoreId store, ProductId product) {
        database.transaction(tx -> {
            assortment.add(tx, SYSTEM, store, product);
            return null;
        });
    }

    /** A store's list price that has held since a time and still does. */
    public void ownPrice(StoreId store, ProductId product, Money price, Instant from) {
        sql(
                "UPDATE product_price SET valid_to = ?"
                        + " WHERE store_id = ? AND product_id = ? AND NOT scheduled AND valid_to = 'infinity'",
                from,
                store,
                product);
        span(store, product, price, from, null);
        sql("""
                INSERT INTO store_price (store_id, product_id, price) VALUES (?, ?, ?)
                ON CONFLICT (store_id, product_id) DO UPDATE SET price = excluded.price
                """, store, product, price.amount());
    }

    /** A list price as history keeps it; of the chain without a store, of today without an end. */
    public void span(@Nullable StoreId store, ProductId product, Money price, Instant from, @Nullable Instant to) {
        database.transaction(tx -> tx.handle()
                .createUpdate("""
                        INSERT INTO product_price (product_id, store_id, currency, valid_from, valid_to, price)
                        VALUES (:product, CAST(:store AS uuid), :currency, :from, coalesce(CAST(:to AS timestamptz), 'infinity'), :price)
                        """)
                .bind("product", product)
                .bind("store", store)
                .bind("currency", price.currency())
                .bind("from", from)
                .bind("to", to)
                .bind("price", price.amount())
                .execute());
    }

    /** A price for a while, of the chain without a store. */
    public void scheduled(@Nullable StoreId store, ProductId product, Money price, Instant from, Instant to) {
        database.transaction(tx -> tx.handle()
                .createUpdate("""
                        INSERT INTO product_price (product_id, store_id, currency, valid_from, valid_to, scheduled, id, price)
                        VALUES (:product, CAST(:store AS uuid), :currency, :from, :to, true, :id, :price)
                        """)
                .bind("product", product)
                .bind("store", store)
                .bind("currency", price.currency())
                .bind("from", from)
                .bind("to", to)
                .bind("id", UUID.randomUUID())
                .bind("price", price.amount())
                .execute());
    }

    public void stock(StoreId store, ProductId product, String onHand, String reserved) {
        sql(
                "INSERT INTO stock (store_id, product_id, on_hand, reserved, updated_at) VALUES (?, ?, ?, ?, ?)",
                store,
                product,
                Quantity.of(onHand),
                Quantity.of(reserved),
                Instant.EPOCH);
    }

    /** Answers the number of rows. */
    public int sql(String statement, Object... parameters) {
        return database.transaction(tx -> tx.handle().execute(statement, parameters));
    }

    /** The texts that a query finds. */
    public List<String> texts(String query, Object... parameters) {
        return database.read(
                handle -> handle.select(query, parameters).mapTo(String.class).list());
    }

    public long count(String query, Object... parameters) {
        return database.read(handle -> {
            var select = handle.select(query, parameters);
            return select.mapTo(Long.class).one();
        });
    }
}
