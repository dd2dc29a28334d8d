package aisle.catalog.imports;

import aisle.catalog.files.Column;
import aisle.catalog.files.ProductLine;
import aisle.catalog.prices.PriceBatches;
import aisle.catalog.prices.PriceBatches.Fit;
import aisle.catalog.prices.PriceBatches.OwnPrice;
import aisle.catalog.prices.PriceBatches.Planned;
import aisle.imports.Places;
import aisle.imports.RowError;
import aisle.kernel.DomainError.FieldError;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** What can be wrong with a line that is fine by itself: what other products have, what stores there are. */
final class BatchChecks {
    private static final String OVERLAP = "Another price of this place is planned for a part of that time.";

    private final ProductBatchDao products;
    private final PriceBatches prices;
    private final BatchLinks links;

    BatchChecks(ProductBatchDao products, PriceBatches prices, BatchLinks links) {
        this.products = products;
        this.prices = prices;
        this.links = links;
    }

    /** The lines that can be written; the others are told. */
    List<ProductWrite> passing(
            Handle handle,
            ProductBatch.File file,
            Places places,
            List<ProductWrite> writes,
            Instant now,
            Consumer<RowError> errors) {
        Map<UUID, ProductWrite> left = new HashMap<>();
        writes.forEach(write -> left.put(write.id(), write));
        Problems problems = new Problems(file, left, errors);
        Set<Object> variants = new HashSet<>();
        Set<String> slugs = new HashSet<>();
        for (ProductWrite write : writes) {
            if (!variants.add(write.variantKey())) {
                problems.add(write, Column.OPTIONS, "The group has a variant with these options already.", null);
            }
            if (write.hasOwnSlug() && !slugs.add(write.slug())) {
                problems.add(write, Column.SLUG, slugTaken(write), write.slug());
            }
            stores(write, places, problems);
        }
        List<ProductWrite> special = writes.stream()
                .filter(write -> left.containsKey(write.id())
                        && (write.hasOwnSlug() || write.details().group() != null))
                .toList();
        if (!special.isEmpty()) {
            for (ProductBatchDao.Taken taken : products.taken(handle, special)) {
                ProductWrite write = left.get(taken.id());
                if (write != null && taken.slug()) {
                    problems.add(write, Column.SLUG, slugTaken(write), write.slug());
                } else if (write != null && taken.variant()) {
                    problems.add(write, Column.OPTIONS, "The group has a variant with these options already.", null);
                }
            }
        }
        for (UUID product : links.tagsElsewhere(handle, file.job(), List.copyOf(left.values()), places)) {
            ProductWrite write = left.get(product);
            if (write != null) {
                problems.add(write, Column.TAGS, "The tag's store does not sell this.", null);
            }
        }
        planned(handle, List.copyOf(left.values()), places, now, problems);
        return writes.stream().filter(write -> left.containsKey(write.id())).toList();
    }

    private static String slugTaken(ProductWrite write) {
        return "There is a product with the slug " + write.slug() + " already.";
    }

    private void stores(ProductWrite write, Places places, Problems problems) {
        ProductLine line = write.line();
        line.stores().forEach(store -> problems.addStore(write, Column.STORES, places, store));
        line.storePrices().forEach(price -> problems.addStore(write, Column.STORE_PRICES, places, price.store()));
        line.plannedPrices().forEach(price -> {
            if (price.store() != null) {
                problems.addStore(write, Column.PLANNED_PRICES, places, price.store());
            }
        });
        line.tags().forEach(tag -> {
            if (tag.store() != null) {
                problems.addStore(write, Column.TAGS, places, tag.store());
            }
        });
        for (FieldError wrong : links.wrongTags(line)) {
            problems.add(write, Column.TAGS, wrong.message(), null);
        }
    }

    private void planned(Handle handle, List<ProductWrite> writes, Places places, Instant now, Problems problems) {
        for (ProductWrite write : writes) {
            List<Planned> planned = planned(write, places);
            for (int i = 0; i < planned.size(); i++) {
                String problem = planned.get(i).problem(now);
                if (problem != null) {
                    problems.add(write, Column.PLANNED_PRICES, problem, null);
                }
                for (Planned other : planned.subList(0, i)) {
                    if (planned.get(i).meets(other, now)) {
                        problems.add(write, Column.PLANNED_PRICES, OVERLAP, null);
                    }
                }
            }
        }
        List<ProductWrite> known = writes.stream()
                .filter(write -> !write.isNew() && problems.left.containsKey(write.id()))
                .toList();
        List<Planned> all = planned(known, places);
        List<Fit> fits = prices.fits(handle, all, now);
        for (int i = 0; i < all.size(); i++) {
            ProductWrite write = problems.left.get(all.get(i).product());
            if (write != null && fits.get(i) == Fit.OVERLAPPING) {
                problems.add(write, Column.PLANNED_PRICES, OVERLAP, null);
            }
        }
    }

    /** The scheduled prices of these lines that nobody has planned yet. */
    List<Planned> newlyPlanned(Handle handle, List<ProductWrite> writes, Places places, Instant now) {
        List<Planned> all = planned(writes, places);
        List<Fit> fits = prices.fits(handle, all, now);
        List<Planned> fresh = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            if (fits.get(i) == Fit.NEW) {
                fresh.add(all.get(i));
            }
        }
        return fresh;
    }

    private static List<Planned> planned(List<ProductWrite> writes, Places places) {
        return writes.stream().flatMap(write -> planned(write, places).stream()).toList();
    }

    private static List<Planned> planned(ProductWrite write, Places places) {
        return write.line().plannedPrices().stream()
                .map(price -> new Planned(
                        write.id(),
                        price.store() == null ? null : places.store(price.store()),
                        price.price(),
                        price.from(),
                        price.to()))
                .toList();
    }

    /** The stores' own prices of these lines. */
    static List<OwnPrice> ownPrices(List<ProductWrite> writes, Places places) {
        return writes.stream()
                .flatMap(write -> write.line().storePrices().stream()
                        .map(price ->
                                new OwnPrice(write.id(), places.store(price.store()), price.price(), price.oldPrice())))
                .toList();
    }

    /** Tells what is wrong and takes the line out of those that are left; once for each column. */
    private static final class Problems {
        private final ProductBatch.File file;
        private final Map<UUID, ProductWrite> left;
        private final Consumer<RowError> errors;
        private final Set<Object> told = new HashSet<>();

        Problems(ProductBatch.File file, Map<UUID, ProductWrite> left, Consumer<RowError> errors) {
            this.file = file;
            this.left = left;
            this.errors = errors;
        }

        void add(ProductWrite write, Column column, String reason, @Nullable String value) {
            left.remove(write.id());
            if (told.add(List.of(write.id(), column))) {
                errors.accept(new RowError(write.line().row(), file.header().apply(column), reason, value));
            }
        }

        void addStore(ProductWrite write, Column column, Places places, String store) {
            String problem = places.problem(store);
            if (problem != null) {
                add(write, column, problem, null);
            }
        }
    }
}
