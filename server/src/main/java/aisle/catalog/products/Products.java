package aisle.catalog.products;

import aisle.audit.Audit;
import aisle.catalog.categories.Categories;
import aisle.kernel.Actor;
import aisle.kernel.CategoryId;
import aisle.kernel.DomainError;
import aisle.kernel.ErrorCode;
import aisle.kernel.ExpectedVersion;
import aisle.kernel.Money;
import aisle.kernel.ProductId;
import aisle.kernel.Unit;
import aisle.platform.config.AisleConfig;
import aisle.platform.db.Database;
import aisle.platform.db.Tx;
import aisle.platform.db.UniqueKeys;
import aisle.platform.json.Json;
import aisle.platform.json.MoneyInput;
import aisle.platform.time.Ids;
import aisle.platform.time.Secrets;
import aisle.platform.time.Time;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The products of the chain, as its back office keeps them. */
@Singleton
public class Products {
    private static final String DEFAULT_TAX_CLASS = "STANDARD";
    private static final int SKU_ATTEMPTS = 8;
    private static final int RANDOM_SKUS = 1_000_000;

    private final ProductDao dao;
    private final Database database;
    private final Categories categories;
    private final Audit audit;
    private final Currency currency;
    private final Time time;
    private final Ids ids;
    private final Secrets secrets;
    private final Counter created;

    Products(
            Database database,
            Json json,
            Categories categories,
            Audit audit,
            AisleConfig config,
            Time time,
            Ids ids,
            Secrets secrets,
            MeterRegistry metrics) {
        this.dao = new ProductDao(json);
        this.database = database;
        this.categories = categories;
        this.audit = audit;
        this.currency = config.chain().currency();
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
     * @throws DomainError {@link ErrorCode#SKU_TAKEN}, {@link ErrorCode#CURRENCY_MISMATCH};
     *     {@link ErrorCode#VALIDATION_ERROR} when there is no such category or two are named
     */
    public Product create(Tx tx, Actor actor, ProductDetails details) {
        mustNameOneCategory(details);
        ProductRow row = row(tx, actor, new ProductId(ids.next()), details, ProductNames.sku(details.name()));
        Product created = insert(tx, actor, row, details.sku() == null);
        if (created == null) {
            throw skuTaken(row.sku());
        }
        return created;
    }

    /**
     * Says everything about a product anew; an id that is unknown becomes a new product. A product keeps its SKU when
     * none is said.
     *
     * @throws DomainError as {@link #create}; {@link ErrorCode#PRODUCT_NOT_FOUND} when it has been deleted;
     *     {@link ErrorCode#PRECONDITION_FAILED}
     */
    Written put(Tx tx, Actor actor, ProductId id, ExpectedVersion expected, ProductDetails details) {
        mustNameOneCategory(details);
        if (!dao.lock(tx, id)) {
            expected.mustAllowNew();
            ProductRow row = row(tx, actor, id, details, ProductNames.sku(details.name()));
            Product created = insert(tx, actor, row, details.sku() == null);
            if (created != null) {
                return new Written(created, true);
            }
            if (!dao.lock(tx, id)) {
                throw dao.exists(tx, id) ? notFound() : skuTaken(row.sku());
            }
            // Somebody else has just put it: theirs is what this one replaces.
        }
        Product before = get(tx.handle(), id);
        expected.mustAllow(before.version());
        return new Written(replace(tx, actor, before, row(tx, actor, id, details, before.sku())), false);
    }

    /**
     * Changes a part of what is said about a product.
     *
     * @throws DomainError {@link ErrorCode#PRODUCT_NOT_FOUND}, {@link ErrorCode#PRECONDITION_FAILED} and as
     *     {@link #create}
     */
    public Product change(
            Tx tx, Actor actor, ProductId id, ExpectedVersion expected, UnaryOperator<ProductDetails> change) {
        if (!dao.lock(tx, id)) {
            throw notFound();
        }
        Product before = get(tx.handle(), id);
        expected.mustAllow(before.version());
        ProductDetails was = ProductDetails.of(before);
        ProductDetails details = settle(was, change.apply(was));
        return replace(tx, actor, before, row(tx, actor, id, details, before.sku()));
    }

    /** Of the members that say one thing twice, the one that was changed counts. */
    private static ProductDetails settle(ProductDetails was, ProductDetails is) {
        boolean sameCategoryId = Objects.equals(was.categoryId(), is.categoryId());
        boolean sameCategory = Objects.equals(was.category(), is.category());
        if (!sameCategoryId && !sameCategory && is.categoryId() != null && is.category() != null) {
            throw twoCategories();
        }
        CategoryId categoryId = sameCategoryId && !sameCategory ? null : is.categoryId();
        String category = sameCategory || !sameCategoryId && is.category() == null ? null : is.category();
        String imageUrl = Objects.equals(was.imageUrl(), is.imageUrl()) ? null : is.imageUrl();
        List<String> images = is.images();
        if (!Objects.equals(was.imageUrl(), is.imageUrl()) && Objects.equals(was.images(), is.images())) {
            images = images == null || images.isEmpty() ? List.of() : images.subList(1, images.size());
        }
        return new ProductDetails(
                is.sku(),
                is.gtin(),
                is.name(),
                is.description(),
                is.brand(),
                categoryId,
                category,
                is.unit(),
                is.price(),
                is.oldPrice(),
                is.taxClass(),
                is.isOrganic(),
                is.nutritionalInfo(),
                is.attributes(),
                images,
                imageUrl,
                is.status());
    }

    /** Null when the id or the SKU is in use; a SKU that is made here gets a number until it is free. */
    private @Nullable Product insert(Tx tx, Actor actor, ProductRow row, boolean skuIsMade) {
        Instant now = time.now();
        ProductRow inserted = row;
        boolean free = dao.insert(tx, inserted, actor.userId(), now);
        for (int attempt = 1; !free && skuIsMade && attempt < SKU_ATTEMPTS && !dao.exists(tx, row.id()); attempt++) {
            inserted = row.withSku(String.format(Locale.ROOT, "%s-%06d", row.sku(), secrets.below(RANDOM_SKUS)));
            free = dao.insert(tx, inserted, actor.userId(), now);
        }
        if (!free) {
            return null;
        }
        dao.keepPrice(tx, inserted, now);
        audit.record(tx, actor, "product.created", "product", row.id().value(), null, Map.of());
        tx.afterCommit(created::increment);
        return get(tx.handle(), row.id());
    }

    private Product replace(Tx tx, Actor actor, Product product, ProductRow after) {
        ProductRow before = ProductRow.of(product);
        List<String> fields = after.differences(before);
        if (fields.isEmpty()) {
            return product;
        }
        Instant now = time.now();
        UniqueKeys.taken("product_sku", () -> skuTaken(after.sku()), () -> dao.update(tx, after, now));
        if (after.hasOtherPriceThan(before)) {
            dao.keepPrice(tx, after, now);
        }
        audit.record(tx, actor, "product.changed", "product", after.id().value(), null, Map.of("fields", fields));
        return get(tx.handle(), after.id());
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

    private ProductRow row(Tx tx, Actor actor, ProductId id, ProductDetails details, String defaultSku) {
        String name = details.name().strip();
        String slug = ProductNames.slug(name);
        String sku = Objects.requireNonNullElse(details.sku(), defaultSku);
        MoneyInput oldPrice = details.oldPrice();
        Money price = details.price().in(currency);
        return new ProductRow(
                id,
                sku,
                details.gtin(),
                name,
                slug.isEmpty() ? sku.toLowerCase(Locale.ROOT) : slug,
                details.description(),
                details.brand() == null || details.brand().isBlank()
                        ? null
                        : details.brand().strip(),
                category(tx, actor, details),
                Objects.requireNonNullElse(details.unit(), Unit.EACH),
                price,
                oldPrice == null ? null : oldPrice.in(currency),
                Objects.requireNonNullElse(details.taxClass(), DEFAULT_TAX_CLASS),
                Objects.requireNonNullElse(details.isOrganic(), false),
                details.nutritionalInfo(),
                Objects.requireNonNullElse(details.attributes(), Map.of()),
                images(details),
                Objects.requireNonNullElse(details.status(), ProductStatus.ACTIVE));
    }

    private @Nullable CategoryId category(Tx tx, Actor actor, ProductDetails details) {
        if (details.category() != null) {
            return categories.resolve(tx, actor, details.category());
        }
        if (details.categoryId() != null && !categories.hold(tx, details.categoryId())) {
            throw DomainError.invalid("category_id", "not_found", "There is no category with this id.");
        }
        return details.categoryId();
    }

    private static List<String> images(ProductDetails details) {
        List<String> images = Objects.requireNonNullElse(details.images(), List.of());
        if (details.imageUrl() == null) {
            return List.copyOf(images);
        }
        List<String> ordered = new ArrayList<>(List.of(details.imageUrl()));
        images.stream().filter(image -> !image.equals(details.imageUrl())).forEach(ordered::add);
        return List.copyOf(ordered);
    }

    private static void mustNameOneCategory(ProductDetails details) {
        if (details.category() != null && details.categoryId() != null) {
            throw twoCategories();
        }
    }

    private static DomainError twoCategories() {
        return DomainError.invalid("category", "ambiguous", "Send category_id or category, not both.");
    }

    private static DomainError notFound() {
        return DomainError.of(ErrorCode.PRODUCT_NOT_FOUND, "There is no product with this id.");
    }

    private static DomainError skuTaken(String sku) {
        return DomainError.of(ErrorCode.SKU_TAKEN, "There is a product with the SKU " + sku + " already.");
    }
}
