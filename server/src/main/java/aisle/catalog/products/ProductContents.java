package aisle.catalog.products;

import aisle.kernel.Money;
import aisle.kernel.ProductId;
import aisle.kernel.Quantity;
import aisle.platform.json.Json;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * What products are, as far as it seldom changes, remembered between requests: names, descriptions, images, facts. What is
 * read anew each time are prices, stock and tags, and by which changes of their rows a product, its category and its group
 * are as they are. Where these are others than those remembered, the content is read again; so nobody ever sees an old
 * one, whichever node changed it and by whatever statement.
 */
@Singleton
public class ProductContents {
    /** Characters; a product has some hundreds. */
    private static final long MOST = 32_000_000;

    private static final int LEAST_OF_ONE = 500;

    private final Cache<ProductId, ProductRows.Content> remembered = Caffeine.newBuilder()
            .maximumWeight(MOST)
            .weigher((ProductId id, ProductRows.Content content) -> weight(content.product()))
            .build();
    private final ProductContentDao dao;
    private final ProductRows rows;

    ProductContents(Json json) {
        this.dao = new ProductContentDao(json);
        this.rows = new ProductRows(json);
    }

    /**
     * A product as a statement found it just now.
     *
     * @param state what it is; another one when its content may have changed
     */
    public record Found(
            ProductId id,
            String state,
            Money price,
            @Nullable Money oldPrice,
            List<Product.Tagged> tags,
            Quantity available) {}

    /** What a row of {@link ProductRows#FRESH} says. */
    public Found found(ResultSet row) throws SQLException {
        return rows.found(row);
    }

    /**
     * The products with all that they are, in the same order. At most one statement, none when all are remembered; what
     * was removed meanwhile is missing.
     */
    public List<Product> complete(Handle handle, List<Found> found) {
        Map<ProductId, ProductRows.Content> contents = new HashMap<>();
        List<ProductId> unknown = new ArrayList<>();
        for (Found one : found) {
            ProductRows.Content known = remembered.getIfPresent(one.id());
            if (known != null && known.state().equals(one.state())) {
                contents.put(one.id(), known);
            } else {
                unknown.add(one.id());
            }
        }
        if (!unknown.isEmpty()) {
            for (ProductRows.Content content : dao.contents(handle, unknown)) {
                contents.put(content.product().id(), content);
                remembered.put(content.product().id(), content);
            }
        }
        return found.stream()
                .flatMap(one -> Stream.ofNullable(contents.get(one.id()))
                        .map(content ->
                                content.product().sold(one.price(), one.oldPrice(), one.tags(), one.available())))
                .toList();
    }

    /** Remembers nothing, as after a start. */
    void forget() {
        remembered.invalidateAll();
    }

    private static int weight(Product product) {
        String description = product.description();
        return LEAST_OF_ONE
                + (description == null ? 0 : description.length())
                + product.attributes().toString().length()
                + product.images().toString().length()
                + String.valueOf(product.nutritionalInfo()).length();
    }
}
