package aisle.catalog.imports;

import aisle.catalog.files.ProductLine;
import aisle.catalog.products.ProductDetails.GroupDetails;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** What the lines of a batch are about. */
final class BatchContents {
    private BatchContents() {}

    static List<ProductWrite> known(List<ProductWrite> writes) {
        return writes.stream().filter(write -> !write.isNew()).toList();
    }

    static Set<List<String>> paths(List<ProductWrite> writes) {
        Set<List<String>> paths = new HashSet<>();
        writes.stream()
                .map(write -> write.line().category())
                .filter(path -> !path.isEmpty())
                .forEach(paths::add);
        return paths;
    }

    static Map<String, GroupDetails> groups(List<ProductWrite> writes) {
        Map<String, GroupDetails> groups = new LinkedHashMap<>();
        writes.forEach(write -> {
            GroupDetails group = write.details().group();
            if (group != null) {
                groups.merge(group.handle(), group, (one, other) -> other.title() == null ? one : other);
            }
        });
        return groups;
    }

    static Map<String, String> names(List<ProductWrite> writes) {
        Map<String, String> names = new HashMap<>();
        writes.forEach(write -> {
            GroupDetails group = write.details().group();
            if (group != null) {
                names.putIfAbsent(group.handle(), write.details().name());
            }
        });
        return names;
    }

    static List<UUID> inGroups(List<ProductWrite> writes, Set<String> handles) {
        return writes.stream()
                .filter(write -> write.details().group() != null
                        && handles.contains(write.details().group().handle()))
                .map(ProductWrite::id)
                .toList();
    }

    static List<ProductWrite> of(List<ProductWrite> writes, Set<UUID> products) {
        return writes.stream().filter(write -> products.contains(write.id())).toList();
    }

    static List<String> skus(List<ProductWrite> writes) {
        return writes.stream().map(write -> write.line().sku()).toList();
    }

    /** What the lines call the stores that they name. */
    static Set<String> stores(List<ProductLine> lines) {
        Set<String> names = new HashSet<>();
        lines.forEach(line -> {
            names.addAll(line.stores());
            line.storePrices().forEach(price -> names.add(price.store()));
            line.plannedPrices().stream()
                    .map(ProductLine.PlannedPrice::store)
                    .filter(store -> store != null)
                    .forEach(names::add);
            line.tags().stream()
                    .map(ProductLine.Label::store)
                    .filter(store -> store != null)
                    .forEach(names::add);
        });
        return names;
    }

    /** Of several lines of one SKU the last counts. */
    static List<ProductLine> last(List<ProductLine> lines) {
        Map<String, ProductLine> bySku = new LinkedHashMap<>();
        lines.forEach(line -> bySku.put(line.sku(), line));
        return List.copyOf(bySku.values());
    }
}
