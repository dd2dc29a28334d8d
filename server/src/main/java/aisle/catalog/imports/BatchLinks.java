package aisle.catalog.imports;

import aisle.catalog.files.ProductLine;
import aisle.catalog.imports.LinkDao.Sold;
import aisle.catalog.imports.LinkDao.Tagged;
import aisle.catalog.imports.LinkDao.Untagged;
import aisle.imports.ImportJob;
import aisle.imports.Places;
import aisle.kernel.Actor;
import aisle.kernel.DomainError.FieldError;
import aisle.kernel.StoreId;
import aisle.platform.db.Tx;
import aisle.platform.web.FieldErrors;
import aisle.stores.Stores;
import aisle.tags.TagDetails;
import aisle.tags.Tags;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import jakarta.validation.Validator;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/** Which stores sell the products of a batch, and which tags they have there. A file adds to both and takes nothing away. */
@Singleton
class BatchLinks {
    private static final Comparator<StoreId> STORES = Comparator.comparing(StoreId::value);

    private final LinkDao dao = new LinkDao();
    private final Stores stores;
    private final Tags tags;
    private final Validator validator;
    private final Counter sold;
    private final Counter tagged;

    BatchLinks(Stores stores, Tags tags, Validator validator, MeterRegistry metrics) {
        this.stores = stores;
        this.tags = tags;
        this.validator = validator;
        this.sold = metrics.counter("store_product_link");
        this.tagged = metrics.counter("product_tag_link");
    }

    /** What is wrong with the tags of a line by themselves. */
    List<FieldError> wrongTags(ProductLine line) {
        return line.tags().stream()
                .flatMap(label -> FieldErrors.of(validator.validate(new TagDetails(label.name()))).stream())
                .toList();
    }

    /** The products that have tags of stores which neither sell them nor will. */
    Set<UUID> tagsElsewhere(Handle handle, ImportJob job, List<ProductWrite> writes, Places places) {
        Set<Sold> selling = new HashSet<>(sold(job, writes, places));
        List<Sold> doubtful = tags(job, writes, places).stream()
                .map(tag -> new Sold(tag.product(), tag.store()))
                .filter(one -> !selling.contains(one))
                .distinct()
                .toList();
        Set<UUID> products = new HashSet<>();
        if (!doubtful.isEmpty()) {
            dao.missing(handle, doubtful).forEach(one -> products.add(one.product()));
        }
        return products;
    }

    /** The products of these lines, all of which there are, that a store does not sell yet or that lack a tag. */
    Set<UUID> missing(Handle handle, ImportJob job, List<ProductWrite> writes, Places places) {
        Set<UUID> products = new HashSet<>();
        List<Sold> wanted = sold(job, writes, places);
        if (!wanted.isEmpty()) {
            dao.missing(handle, wanted).forEach(one -> products.add(one.product()));
        }
        List<Tagged> labels = tags(job, writes, places);
        if (!labels.isEmpty()) {
            dao.untagged(handle, labels)
                    .forEach(one -> products.add(one.wanted().product()));
        }
        return products;
    }

    /** Puts products into assortments and gives them tags; answers those that were not there or lacked one. */
    Set<UUID> link(Tx tx, Actor actor, ImportJob job, List<ProductWrite> writes, Places places, Instant now) {
        Set<UUID> products = new HashSet<>();
        List<Sold> wanted = sold(job, writes, places);
        List<Sold> missing = wanted.isEmpty() ? List.of() : dao.missing(tx.handle(), wanted);
        if (!missing.isEmpty()) {
            missing.stream().map(Sold::store).distinct().sorted(STORES).forEach(store -> stores.hold(tx, store));
            dao.hold(tx, missing.stream().map(Sold::product).distinct().toList());
            int entered = dao.insert(tx, missing, now);
            tx.afterCommit(() -> sold.increment(entered));
            missing.forEach(one -> products.add(one.product()));
        }
        List<Tagged> labels = tags(job, writes, places);
        if (!labels.isEmpty()) {
            products.addAll(tag(tx, actor, dao.untagged(tx.handle(), labels)));
        }
        return products;
    }

    private Set<UUID> tag(Tx tx, Actor actor, List<Untagged> wanted) {
        if (wanted.isEmpty()) {
            return Set.of();
        }
        Map<List<Object>, UUID> made = new HashMap<>();
        Map<UUID, List<UUID>> productsByTag = new HashMap<>();
        for (Untagged one : wanted) {
            UUID tag = one.tag();
            if (tag == null) {
                StoreId store = one.wanted().store();
                tag = made.computeIfAbsent(
                        List.of(store, one.wanted().tag().toLowerCase(Locale.ROOT)),
                        key -> tags.create(
                                        tx,
                                        actor,
                                        store,
                                        new TagDetails(one.wanted().tag()))
                                .id()
                                .value());
            }
            productsByTag
                    .computeIfAbsent(tag, key -> new ArrayList<>())
                    .add(one.wanted().product());
        }
        Set<UUID> products = dao.tag(tx, productsByTag);
        tx.afterCommit(() -> tagged.increment(products.size()));
        return products;
    }

    private static List<Sold> sold(ImportJob job, List<ProductWrite> writes, Places places) {
        return writes.stream()
                .flatMap(write -> Stream.concat(
                                Stream.ofNullable(job.storeId()),
                                write.line().stores().stream().map(places::store))
                        .distinct()
                        .map(store -> new Sold(write.id(), store)))
                .toList();
    }

    private static List<Tagged> tags(ImportJob job, List<ProductWrite> writes, Places places) {
        List<Tagged> tags = new ArrayList<>();
        for (ProductWrite write : writes) {
            for (ProductLine.Label label : write.line().tags()) {
                StoreId store = label.store() == null ? job.storeId() : places.store(label.store());
                if (store != null) {
                    tags.add(new Tagged(write.id(), store, label.name().strip()));
                }
            }
        }
        return tags;
    }
}
