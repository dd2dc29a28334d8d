package aisle.catalog.imports;

import static aisle.catalog.imports.BatchContents.groups;
import static aisle.catalog.imports.BatchContents.inGroups;
import static aisle.catalog.imports.BatchContents.known;
import static aisle.catalog.imports.BatchContents.names;
import static aisle.catalog.imports.BatchContents.of;
import static aisle.catalog.imports.BatchContents.paths;
import static aisle.catalog.imports.BatchContents.skus;
import static aisle.catalog.imports.BatchContents.stores;

import aisle.catalog.categories.Categories;
import aisle.catalog.files.Column;
import aisle.catalog.files.ProductLine;
import aisle.catalog.prices.PriceBatches;
import aisle.catalog.products.ProductDetails.GroupDetails;
import aisle.catalog.products.VariantGroups;
import aisle.imports.ImportJob;
import aisle.imports.ImportRun;
import aisle.imports.Places;
import aisle.imports.RowError;
import aisle.kernel.Actor;
import aisle.kernel.DomainError;
import aisle.kernel.ErrorCode;
import aisle.platform.db.Tx;
import aisle.platform.db.UniqueKeys;
import aisle.platform.json.Json;
import aisle.platform.time.Ids;
import aisle.platform.time.Time;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/**
 * Writes the lines of a batch: a fixed number of statements, however many they are. A trial run asks the same questions
 * and writes nothing.
 */
@Singleton
class ProductBatch {
    private final ProductBatchDao products;
    private final CategoryPathDao categoryPaths = new CategoryPathDao();
    private final Categories categories;
    private final VariantGroups groups;
    private final PriceBatches prices;
    private final BatchChecks checks;
    private final BatchLinks links;
    private final Time time;
    private final Ids ids;
    private final Counter created;

    ProductBatch(
            Json json,
            Categories categories,
            VariantGroups groups,
            PriceBatches prices,
            BatchLinks links,
            Time time,
            Ids ids,
            MeterRegistry metrics) {
        this.products = new ProductBatchDao(json);
        this.categories = categories;
        this.groups = groups;
        this.prices = prices;
        this.checks = new BatchChecks(products, prices, links);
        this.links = links;
        this.time = time;
        this.ids = ids;
        this.created = metrics.counter("products_created");
    }

    /**
     * What a file says, and how its columns are called.
     *
     * @param said of which columns it speaks
     */
    record File(ImportJob job, Set<Column> said, Function<Column, String> header) {}

    /** Counts what {@link #write} would do. */
    ImportRun.Effect preview(Handle handle, File file, List<ProductLine> lines) {
        Instant now = time.now();
        List<RowError> errors = new ArrayList<>();
        Places places = Places.of(handle, stores(lines), file.job());
        List<ProductWrite> writes = checks.passing(handle, file, places, writes(handle, lines), now, errors::add);
        // Any id that no category has stands for one that would be made.
        Map<List<String>, UUID> paths = new HashMap<>();
        paths(writes).forEach(path -> paths.put(path, file.job().id().value()));
        paths.putAll(categoryPaths.find(handle, paths.keySet()));
        Set<UUID> updated = differing(handle, file, known(writes), paths);
        Set<String> renamed = groups.renamed(handle, groups(writes));
        updated.addAll(inGroups(known(writes), renamed));
        prices.differing(handle, BatchChecks.ownPrices(known(writes), places))
                .forEach(price -> updated.add(price.product()));
        checks.newlyPlanned(handle, known(writes), places, now).forEach(price -> updated.add(price.product()));
        updated.addAll(links.missing(handle, file.job(), known(writes), places));
        return new ImportRun.Effect(writes.size() - known(writes).size(), updated.size(), errors);
    }

    /**
     * Creates the products of these lines, or brings them up to date; what is as the file says already is not written.
     *
     * @param lines of distinct SKUs
     * @throws DomainError {@link ErrorCode#SLUG_TAKEN}, {@link ErrorCode#VARIANT_TAKEN} or {@link ErrorCode#TAG_NAME_TAKEN}
     *     when somebody else takes one just now; a second attempt finds that it is taken
     */
    ImportRun.Effect write(Tx tx, Actor actor, File file, List<ProductLine> lines) {
        Instant now = time.now();
        ImportJob job = file.job();
        List<RowError> errors = new ArrayList<>();
        Places places = Places.of(tx.handle(), stores(lines), job);
        List<ProductWrite> writes =
                checks.passing(tx.handle(), file, places, writes(tx.handle(), lines), now, errors::add);
        if (writes.isEmpty()) {
            return new ImportRun.Effect(0, 0, errors);
        }
        Map<List<String>, UUID> paths = resolve(tx, actor, paths(writes));
        Map<String, GroupDetails> named = groups(writes);
        Set<String> renamed = named.isEmpty() ? Set.of() : groups.makeAll(tx, named, names(writes));
        List<ProductWrite> fresh = new ArrayList<>();
        List<ProductWrite> known = new ArrayList<>(known(writes));
        insert(tx, file, writes.stream().filter(ProductWrite::isNew).toList(), paths, now, fresh, known);
        Set<UUID> updated = new HashSet<>();
        if (!known.isEmpty()) {
            updated.addAll(update(tx, file, known, paths, now));
            updated.addAll(inGroups(known, renamed));
        }
        List<ProductWrite> all = Stream.concat(fresh.stream(), known.stream()).toList();
        updated.addAll(putPrices(tx, job, all, places, now));
        updated.addAll(links.link(tx, actor, job, all, places, now));
        fresh.forEach(write -> updated.remove(write.id()));
        tx.afterCommit(() -> created.increment(fresh.size()));
        return new ImportRun.Effect(fresh.size(), updated.size(), errors);
    }

    /** In the order in which an insert takes locks: two batches that make the same slug must not wait for each other. */
    private List<ProductWrite> writes(Handle handle, List<ProductLine> lines) {
        Map<String, UUID> known =
                products.known(handle, lines.stream().map(ProductLine::sku).toList());
        Set<String> slugs = new HashSet<>();
        List<ProductWrite> writes = new ArrayList<>(lines.size());
        for (ProductLine line : lines) {
            UUID id = known.get(line.sku());
            ProductWrite write = ProductWrite.of(line, id == null ? ids.next() : id, id == null);
            boolean isNamesake = write.isNew() && !write.hasOwnSlug() && !slugs.add(write.slug());
            writes.add(isNamesake ? write.withNumberedSlug() : write);
        }
        writes.sort(Comparator.comparing(ProductWrite::slug)
                .thenComparing(write -> write.line().sku()));
        return writes;
    }

    private Map<List<String>, UUID> resolve(Tx tx, Actor actor, Set<List<String>> paths) {
        Map<List<String>, UUID> found = categoryPaths.find(tx.handle(), paths);
        paths.stream()
                .filter(path -> !found.containsKey(path))
                .sorted(Comparator.comparing(path -> String.join(Categories.SEPARATOR, path)))
                .forEach(path ->
                        found.put(path, categories.resolve(tx, actor, path).value()));
        return found;
    }

    private Set<UUID> differing(Handle handle, File file, List<ProductWrite> known, Map<List<String>, UUID> paths) {
        return known.isEmpty()
                ? new HashSet<>()
                : new HashSet<>(products.differing(
                        handle, known, paths, file.said(), file.job().currency()));
    }

    /** Asks once more what differs when the rows are locked: somebody else may have brought it in meanwhile. */
    private Set<UUID> update(Tx tx, File file, List<ProductWrite> known, Map<List<String>, UUID> paths, Instant now) {
        Set<UUID> suspects = differing(tx.handle(), file, known, paths);
        if (suspects.isEmpty()) {
            return suspects;
        }
        products.lock(tx, List.copyOf(suspects));
        Set<UUID> changed = differing(tx.handle(), file, of(known, suspects), paths);
        if (!changed.isEmpty()) {
            taken(() -> products.update(
                    tx, of(known, changed), paths, file.said(), file.job().currency(), now));
            prices.replace(tx, List.copyOf(changed), file.job().createdBy(), now);
        }
        return changed;
    }

    /**
     * Creates products. A SKU that somebody else has taken on meanwhile is a known product by now; a slug that is made here
     * and has just been taken gets a part of the id behind it.
     */
    private void insert(
            Tx tx,
            File file,
            List<ProductWrite> wanted,
            Map<List<String>, UUID> paths,
            Instant now,
            List<ProductWrite> fresh,
            List<ProductWrite> known) {
        ImportJob job = file.job();
        List<ProductWrite> left = wanted;
        while (!left.isEmpty()) {
            Set<UUID> inserted = products.insert(tx, left, paths, job.currency(), job.createdBy(), now);
            fresh.addAll(of(left, inserted));
            List<ProductWrite> overtaken = left.stream()
                    .filter(write -> !inserted.contains(write.id()))
                    .toList();
            Map<String, UUID> theirs = overtaken.isEmpty() ? Map.of() : products.known(tx.handle(), skus(overtaken));
            left = new ArrayList<>();
            for (ProductWrite write : overtaken) {
                UUID id = theirs.get(write.line().sku());
                if (id != null) {
                    known.add(ProductWrite.of(write.line(), id, false));
                } else if (write.hasOwnSlug() || write.details().group() != null) {
                    throw DomainError.of(
                            ErrorCode.SLUG_TAKEN, "Somebody else has just taken a slug or made a variant.");
                } else {
                    left.add(write.withNumberedSlug());
                }
            }
        }
        if (!fresh.isEmpty()) {
            prices.begin(tx, fresh.stream().map(ProductWrite::id).toList(), job.createdBy(), now);
        }
    }

    private Set<UUID> putPrices(Tx tx, ImportJob job, List<ProductWrite> writes, Places places, Instant now) {
        Set<UUID> changed = new HashSet<>();
        List<PriceBatches.OwnPrice> own = prices.differing(tx.handle(), BatchChecks.ownPrices(writes, places));
        List<PriceBatches.Planned> planned = checks.newlyPlanned(tx.handle(), writes, places, now);
        own.forEach(price -> changed.add(price.product()));
        planned.forEach(price -> changed.add(price.product()));
        if (changed.isEmpty()) {
            return changed;
        }
        products.lock(tx, List.copyOf(changed));
        List<PriceBatches.OwnPrice> stillOther = prices.differing(tx.handle(), own);
        if (!stillOther.isEmpty()) {
            prices.put(tx, stillOther, job.createdBy(), now);
        }
        List<PriceBatches.Planned> stillNew = checks.newlyPlanned(tx.handle(), writes, places, now);
        if (!stillNew.isEmpty()) {
            prices.plan(tx, stillNew, stillNew.stream().map(price -> ids.next()).toList(), job.createdBy(), now);
        }
        return changed;
    }

    /** What another takes in the same moment makes this attempt fail, and is seen by the next. */
    private static void taken(Runnable statement) {
        UniqueKeys.taken(
                "product_slug",
                () -> DomainError.of(ErrorCode.SLUG_TAKEN, "Somebody else has just given a product this slug."),
                () -> UniqueKeys.taken(
                        "product_variant",
                        () -> DomainError.of(ErrorCode.VARIANT_TAKEN, "Somebody else has just made this variant."),
                        statement));
    }
}
