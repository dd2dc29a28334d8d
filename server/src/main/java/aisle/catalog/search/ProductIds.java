package aisle.catalog.search;

import aisle.catalog.products.ProductContents;
import aisle.kernel.CategoryId;
import aisle.kernel.ProductId;
import aisle.platform.db.Database;
import jakarta.inject.Singleton;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The products that a filter lets through, in the order of their ids: for whoever goes through all of them. */
@Singleton
public class ProductIds {
    private final ProductIdDao dao = new ProductIdDao();
    private final CatalogDao catalog;
    private final WordDao words = new WordDao();
    private final Database database;

    ProductIds(Database database, ProductContents contents) {
        this.catalog = new CatalogDao(contents);
        this.database = database;
    }

    /**
     * The next of them.
     *
     * @param last the one before, or null for the first
     */
    public List<ProductId> after(ProductFilter filter, @Nullable ProductId last, int limit) {
        return database.read(handle -> {
            List<CategoryId> categories =
                    filter.category() == null ? List.of() : catalog.subtree(handle, filter.category());
            ProductMatching matching = new ProductMatching(filter, categories);
            return dao.after(
                    handle,
                    filter.text() == null ? matching : matching.found(words.read(handle, filter.text())),
                    last,
                    limit);
        });
    }
}
