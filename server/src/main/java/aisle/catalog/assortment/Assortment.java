package aisle.catalog.assortment;

import aisle.audit.Audit;
import aisle.kernel.Actor;
import aisle.kernel.DomainError;
import aisle.kernel.DomainError.FieldError;
import aisle.kernel.ErrorCode;
import aisle.kernel.ExpectedVersion;
import aisle.kernel.ProductId;
import aisle.kernel.StoreId;
import aisle.platform.db.Database;
import aisle.platform.db.Tx;
import aisle.platform.outbox.Outbox;
import aisle.platform.time.Time;
import aisle.stores.Stores;
import aisle.tags.Tagging;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** Which store sells what. */
@Startup // what it counts is shown from the start
@Singleton
public class Assortment {
    /** How many products may enter or leave an assortment together. */
    static final int MOST_AT_ONCE = 1000;

    /** A store sells a product or does not: there is nothing of it that could change. */
    private static final long ONLY_VERSION = 1;

    private static final String ADDED = "assortment.added";
    private static final String REMOVED = "assortment.removed";

    private final AssortmentDao dao = new AssortmentDao();
    private final Database database;
    private final Stores stores;
    private final Tagging tagging;
    private final Audit audit;
    private final Outbox outbox;
    private final Time time;
    private final Counter links;
    private final Counter unlinks;

    Assortment(
            Database database,
            Stores stores,
            Tagging tagging,
            Audit audit,
            Outbox outbox,
            Time time,
            MeterRegistry metrics) {
        this.database = database;
        this.stores = stores;
        this.tagging = tagging;
        this.audit = audit;
        this.outbox = outbox;
        this.time = time;
        this.links = Counter.builder("store_product_link")
                .description("Products taken into a store's assortment")
                .register(metrics);
        this.unlinks = Counter.builder("store_product_unlink")
                .description("Products taken out of a store's assortment")
                .register(metrics);
    }

    /**
     * Takes a product into a store's assortment; nothing happens when it is there already.
     *
     * @throws DomainError {@link ErrorCode#STORE_NOT_FOUND}, {@link ErrorCode#PRODUCT_NOT_FOUND}
     */
    public void add(Tx tx, Actor actor, StoreId store, ProductId product) {
        add(tx, actor, store, product, ExpectedVersion.ANY);
    }

    /**
     * As {@link #add(Tx, Actor, StoreId, ProductId)}, if it is as expected.
     *
     * @throws DomainError {@link ErrorCode#PRECONDITION_FAILED}
     */
    public void add(Tx tx, Actor actor, StoreId store, ProductId product, ExpectedVersion expected) {
        stores.hold(tx, store);
        if (dao.hold(tx, List.of(product)).isEmpty()) {
            throw DomainError.of(ErrorCode.PRODUCT_NOT_FOUND, "There is no product with this id.");
        }
        List<ProductId> added = dao.insert(tx, store, List.of(product), time.now());
        if (added.isEmpty()) {
            expected.mustAllow(ONLY_VERSION);
        } else {
            expected.mustAllowNew();
            recordOne(tx, actor, ADDED, store, product);
            count(tx, links, 1);
        }
    }

    /**
     * As {@link #add(Tx, Actor, StoreId, ProductId)}, several at once.
     *
     * @throws DomainError {@link ErrorCode#STORE_NOT_FOUND}, {@link ErrorCode#PRODUCT_NOT_FOUND}
     */
    public void add(Tx tx, Actor actor, StoreId store, List<ProductId> products) {
        stores.hold(tx, store);
        if (dao.hold(tx, products).size() < products.size()) {
            throw DomainError.of(ErrorCode.PRODUCT_NOT_FOUND, "There is no product with this id.");
        }
        List<ProductId> added = dao.insert(tx, store, products, time.now());
        if (added.size() == 1) {
            recordOne(tx, actor, ADDED, store, added.getFirst());
        } else {
            recordMany(tx, actor, ADDED, store, added);
        }
        count(tx, links, added.size());
    }

    /**
     * Takes products into a store's assortment, all or none; those that are there stay.
     *
     * @return how many were not there
     * @throws DomainError {@link ErrorCode#STORE_NOT_FOUND}; {@link ErrorCode#VALIDATION_ERROR} naming each product that
     *     there is not
     */
    int addAll(Tx tx, Actor actor, StoreId store, List<ProductId> products) {
        stores.hold(tx, store);
        Set<ProductId> known = dao.hold(tx, products);
        List<FieldError> unknown = IntStream.range(0, products.size())
                .filter(i -> !known.contains(products.get(i)))
                .mapToObj(
                        i -> new FieldError("product_ids[" + i + "]", "not_found", "There is no product with this id."))
                .toList();
        if (!unknown.isEmpty()) {
            throw DomainError.invalid(unknown);
        }
        List<ProductId> added = dao.insert(tx, store, known, time.now());
        recordMany(tx, actor, ADDED, store, added);
        count(tx, links, added.size());
        return added.size();
    }

    /**
     * Takes a product out of a store's assortment, and that store's tags from it; nothing happens when it is not in it.
     *
     * @throws DomainError {@link ErrorCode#STORE_NOT_FOUND}, {@link ErrorCode#PRECONDITION_FAILED}
     */
    public void remove(Tx tx, Actor actor, StoreId store, ProductId product, ExpectedVersion expected) {
        if (take(tx, store, List.of(product)).isEmpty()) {
            expected.mustAllowNew();
        } else {
            expected.mustAllow(ONLY_VERSION);
            recordOne(tx, actor, REMOVED, store, product);
        }
    }

    /**
     * Takes products out of a store's assortment, and that store's tags from them; those that are not in it stay out.
     *
     * @return how many were in it
     * @throws DomainError {@link ErrorCode#STORE_NOT_FOUND}
     */
    int removeAll(Tx tx, Actor actor, StoreId store, List<ProductId> products) {
        List<ProductId> removed = take(tx, store, products);
        recordMany(tx, actor, REMOVED, store, removed);
        return removed.size();
    }

    private List<ProductId> take(Tx tx, StoreId store, List<ProductId> products) {
        stores.hold(tx, store);
        dao.holdAny(tx, products);
        List<ProductId> removed = dao.delete(tx, store, products);
        if (!removed.isEmpty()) {
            tagging.forget(tx, store, removed);
            count(tx, unlinks, removed.size());
        }
        return removed;
    }

    private void recordOne(Tx tx, Actor actor, String action, StoreId store, ProductId product) {
        audit.record(tx, actor, action, "product", product.value(), store, Map.of());
        publish(tx, actor, action, store, List.of(product));
    }

    /** One entry of the store, however many products there are. */
    private void recordMany(Tx tx, Actor actor, String action, StoreId store, List<ProductId> products) {
        if (!products.isEmpty()) {
            audit.record(tx, actor, action, "store", store.value(), store, facts(store, products));
            publish(tx, actor, action, store, products);
        }
    }

    private void publish(Tx tx, Actor actor, String action, StoreId store, List<ProductId> products) {
        outbox.publish(tx, actor, action + ".v1", "assortment", store.toString(), ONLY_VERSION, facts(store, products));
    }

    private static Map<String, Object> facts(StoreId store, List<ProductId> products) {
        return Map.of(
                "store_id",
                store.toString(),
                "product_ids",
                products.stream().map(ProductId::toString).sorted().toList());
    }

    private static void count(Tx tx, Counter counter, int products) {
        tx.afterCommit(() -> counter.increment(products));
    }

    /**
     * How many products that shoppers see a store sells; kept up to date by what changes it, and not counted here.
     *
     * @throws DomainError {@link ErrorCode#STORE_NOT_FOUND}
     */
    public long count(StoreId store) {
        return database.read(handle -> {
            stores.get(handle, store);
            return dao.count(handle, store);
        });
    }
}
