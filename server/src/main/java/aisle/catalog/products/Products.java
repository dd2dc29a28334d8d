package aisle.catalog.products;

import aisle.audit.Audit;
import aisle.catalog.prices.Prices;
import aisle.kernel.Actor;
import aisle.kernel.DomainError;
import aisle.kernel.ErrorCode;
import aisle.kernel.ExpectedVersion;
import aisle.kernel.ProductId;
import aisle.platform.db.Database;
import aisle.platform.db.Tx;
import aisle.platform.db.UniqueKeys;
import aisle.platform.json.Json;
import aisle.platform.outbox.Outbox;
import aisle.platform.time.Ids;
import aisle.platform.time.Secrets;
import aisle.platform.time.Time;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The products of the chain, as its back office keeps them. */
@Startup // what it counts is shown from the start
@Singleton
public class Products {
    private static final int ATTEMPTS = 8;
    private static final int RANDOM_NUMBERS = 1_000_000;

    private final ProductDao dao;
    private final ProductInput input;
    private final Database database;
    private final Prices prices;
    private final Audit audit;
    private final Outbox outbox;
    private final Time time;
    private final Ids ids;
    private final Secrets secrets;
    private final Counter created;

    Products(
            Database database,
            Json json,
            ProductInput input,
            Prices prices,
            Audit audit,
            Outbox outbox,
            Time time,
            Ids ids,
            Secrets secrets,
            MeterRegistry metrics) {
        this.dao = new ProductDao(json);
        this.input = input;
        this.database = database;
        this.prices = prices;
        this.audit = audit;
        this.outbox = outbox;
        this.time = time;
        this.ids = ids;
        this.secrets = secrets;
        this.created = Counter.builder("products_created")
                .description("Products created")
                .register(metrics);
    }

    /** A product and whether it is new. */
    record Written(Product product, boolean created) {}

    /**
     * Takes on a product.
     *
     * @throws DomainError {@link ErrorCode#SKU_TAKEN}, {@link ErrorCode#SLUG_TAKEN}, {@link ErrorCode#VARIANT_TAKEN},
     *     {@link ErrorCode#CURRENCY_MISMATCH}; {@link ErrorCode#VALIDATION_ERROR} when there is no such category, two are
     *     named, or options are without a group
     */
    public Product create(Tx tx, Actor actor, ProductDetails details) {
        ProductId id = new ProductId(ids.next());
        Product created = insert(tx, actor, input.row(tx, actor, id, details, null), details);
        return Objects.requireNonNull(created, "nobody else has a new id");
    }

    /**
     * Says everything about a product anew; an id that is unknown becomes a new product. A product keeps its SKU and its
     * slug when none are said.
     *
     * @throws DomainError as {@link #create}; {@link ErrorCode#PRODUCT_NOT_FOUND} when it has been deleted;
     *     {@link ErrorCode#PRECONDITION_FAILED}
     */
    Written put(Tx tx, Actor actor, ProductId id, ExpectedVersion expected, ProductDetails details) {
        if (!dao.lock(tx, id)) {
            expected.mustAllowNew();
            Product created = insert(tx, actor, input.row(tx, actor, id, details, null), details);
            if (created != null) {
                return new Written(created, true);
            }
            // Somebody else has just put it: theirs is what this one replaces. What is deleted stays deleted.
            if (!dao.lock(tx, id)) {
                throw notFound();
            }
        }
        Product before = get(tx.handle(), id);
        expected.mustAllow(before.version());
        return new Written(replace(tx, actor, before, input.row(tx, actor, id, details, before)), false);
    }

    /**
     * Changes a part of what is said about a product.
     *
     * @throws DomainError {@link ErrorCode#PRODUCT_NOT_FOUND}, {@link ErrorCode#PRECONDITION_FAILED} and as
     *     {@link #create}
     */
    public Product change(
            Tx tx, Actor actor, ProductId id, ExpectedVersion expected, UnaryOperator<ProductDetails> change) {
        Product before = lock(tx, id, expected);
        ProductDetails was = ProductDetails.of(before);
        ProductDetails details = ProductInput.settle(was, change.apply(was));
        return replace(tx, actor, before, input.row(tx, actor, id, details, before));
    }

    /**
     * Takes a product that shoppers see out of the catalog, and puts any other into it.
     *
     * @throws DomainError {@link ErrorCode#PRODUCT_NOT_FOUND}, {@link ErrorCode#PRECONDITION_FAILED}
     */
    Product toggle(Tx tx, Actor actor, ProductId id, ExpectedVersion expected) {
        Product before = lock(tx, id, expected);
        ProductStatus status = before.status() == ProductStatus.ACTIVE ? ProductStatus.ARCHIVED : ProductStatus.ACTIVE;
        return replace(tx, actor, before, ProductRow.of(before).withStatus(status));
    }

    /**
     * Deletes a product for all but those who have ordered it. Its SKU and its slug are free again.
     *
     * @throws DomainError {@link ErrorCode#PRODUCT_NOT_FOUND}, {@link ErrorCode#PRECONDITION_FAILED}
     */
    void delete(Tx tx, Actor actor, ProductId id, ExpectedVersion expected) {
        Product before = lock(tx, id, expected);
        dao.delete(tx, id, time.now());
        record(tx, actor, "product.deleted", id, before.version() + 1, Map.of());
    }

    private Product lock(Tx tx, ProductId id, ExpectedVersion expected) {
        if (!dao.lock(tx, id)) {
            throw notFound();
        }
        Product product = get(tx.handle(), id);
        expected.mustAllow(product.version());
        return product;
    }

    /** Null when the id is in use. A SKU or slug that is made here gets another number until it is free. */
    private @Nullable Product insert(Tx tx, Actor actor, ProductRow wanted, ProductDetails details) {
        Instant now = time.now();
        ProductRow row = wanted;
        for (int attempt = 1; !dao.insert(tx, row, actor.userId(), now); attempt++) {
            ProductDao.Obstacles taken = dao.obstacles(tx, row);
            if (taken.id()) {
                return null;
            }
            if (taken.sku() && (details.sku() != null || attempt == ATTEMPTS)) {
                throw skuTaken(row.sku());
            }
            if (taken.slug() && (details.slug() != null || attempt == ATTEMPTS)) {
                throw slugTaken(row.slug());
            }
            if (taken.variant()) {
                throw variantTaken();
            }
            int number = secrets.below(RANDOM_NUMBERS);
            row = row.called(
                    taken.sku() ? String.format(Locale.ROOT, "%s-%06d", wanted.sku(), number) : row.sku(),
                    taken.slug() ? ProductNames.numbered(wanted.slug(), number) : row.slug());
        }
        prices.begin(tx, actor, row.id(), row.price(), row.oldPrice(), now);
        record(tx, actor, "product.created", row.id(), 1, Map.of());
        tx.afterCommit(created::increment);
        return get(tx.handle(), row.id());
    }

    private Product replace(Tx tx, Actor actor, Product product, ProductRow after) {
        ProductRow before = ProductRow.of(product);
        List<String> fields = after.differences(before);
        if (fields.isEmpty()) {
            // The title of its group may be another.
            return get(tx.handle(), after.id());
        }
        Instant now = time.now();
        UniqueKeys.taken(
                "product_sku",
                () -> skuTaken(after.sku()),
                () -> UniqueKeys.taken(
                        "product_slug",
                        () -> slugTaken(after.slug()),
                        () -> UniqueKeys.taken(
                                "product_variant", Products::variantTaken, () -> dao.update(tx, after, now))));
        long version = product.version() + 1;
        if (after.hasOtherPriceThan(before)) {
            prices.replace(tx, actor, after.id(), version, after.price(), after.oldPrice(), now);
        }
        record(tx, actor, "product.changed", after.id(), version, Map.of("fields", fields));
        return get(tx.handle(), after.id());
    }

    /** Leaves the audit entry of a change and its event. */
    private void record(Tx tx, Actor actor, String action, ProductId id, long version, Map<String, Object> facts) {
        audit.record(tx, actor, action, "product", id.value(), null, facts);
        Map<String, Object> payload = new LinkedHashMap<>(facts);
        payload.put("product_id", id);
        outbox.publish(tx, actor, action + ".v1", "product", id.toString(), version, payload);
    }

    /** @throws DomainError {@link ErrorCode#PRODUCT_NOT_FOUND} */
    public Product get(ProductId id) {
        return database.read(handle -> get(handle, id));
    }

    private Product get(Handle handle, ProductId id) {
        Product product = dao.find(handle, id, time.now());
        if (product == null) {
            throw notFound();
        }
        return product;
    }

    private static DomainError notFound() {
        return DomainError.of(ErrorCode.PRODUCT_NOT_FOUND, "There is no product with this id.");
    }

    private static DomainError skuTaken(String sku) {
        return DomainError.of(ErrorCode.SKU_TAKEN, "There is a product with the SKU " + sku + " already.");
    }

    private static DomainError slugTaken(String slug) {
        return DomainError.of(ErrorCode.SLUG_TAKEN, "There is a product with the slug " + slug + " already.");
    }

    private static DomainError variantTaken() {
        return DomainError.of(ErrorCode.VARIANT_TAKEN, "The group has a variant with these options already.");
    }
}
