package aisle.catalog.search;

import aisle.catalog.categories.Categories;
import aisle.catalog.products.Gtin;
import aisle.catalog.products.Product;
import aisle.catalog.products.ProductContents;
import aisle.kernel.CategoryId;
import aisle.kernel.DomainError;
import aisle.kernel.ErrorCode;
import aisle.kernel.PageRequest;
import aisle.kernel.ProductId;
import aisle.kernel.StoreId;
import aisle.platform.db.Database;
import aisle.platform.time.Time;
import aisle.stores.Stores;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The shop window: what shoppers see, which is only what is active and not deleted. */
@Singleton
public class Catalog {
    private final CatalogDao dao;
    private final ProductList lists;
    private final WordDao words = new WordDao();
    private final SuggestionDao suggestions = new SuggestionDao();
    private final Database database;
    private final Categories categories;
    private final Stores stores;
    private final Time time;

    Catalog(
            Database database,
            ProductContents contents,
            ProductList lists,
            Categories categories,
            Stores stores,
            Time time) {
        this.dao = new CatalogDao(contents);
        this.lists = lists;
        this.database = database;
        this.categories = categories;
        this.stores = stores;
        this.time = time;
    }

    /**
     * A category in the tree that shoppers see.
     *
     * @param path the names from the root on, such as {@code Dairy > Milk}
     * @param productCount how many products are in it or below
     */
    public record Branch(CategoryId id, String name, String path, long productCount, List<Branch> children) {}

    /** The active categories below active ones, as a tree. */
    List<Branch> tree() {
        List<CatalogDao.Counted> rows = database.read(dao::categories);
        Map<CategoryId, Branch> branches = new HashMap<>();
        for (CatalogDao.Counted row : rows) {
            branches.put(row.id(), new Branch(row.id(), row.name(), row.path(), row.productCount(), new ArrayList<>()));
        }
        List<Branch> roots = new ArrayList<>();
        for (CatalogDao.Counted row : rows) {
            Branch branch = branches.get(row.id());
            Branch parent = row.parentId() == null ? null : branches.get(row.parentId());
            if (branch != null && row.parentId() == null) {
                roots.add(branch);
            } else if (branch != null && parent != null) {
                parent.children().add(branch);
            }
        }
        return roots;
    }

    /** The products that a filter lets through. */
    Found products(ProductFilter filter, PageRequest page, boolean withFacets) {
        return lists.find(filter, page, withFacets);
    }

    /**
     * The products of a category and all below it.
     *
     * @throws DomainError {@link ErrorCode#CATEGORY_NOT_FOUND}
     */
    Found productsIn(CategoryId category, ProductFilter filter, PageRequest page, boolean withFacets) {
        Found found = products(filter.withCategory(category), page, withFacets);
        if (found.page().items().isEmpty()) {
            categories.mustBeShown(category);
        }
        return found;
    }

    /**
     * The products that a store sells, with its prices and its stock.
     *
     * @throws DomainError {@link ErrorCode#STORE_NOT_FOUND}
     */
    public Found productsOf(StoreId store, ProductFilter filter, PageRequest page, boolean withFacets) {
        Found found = products(filter.withStore(store), page, withFacets);
        if (found.page().items().isEmpty()) {
            stores.get(store);
        }
        return found;
    }

    /** What somebody may mean who has typed so far: categories, brands and names of products. */
    List<Suggestion> suggestions(String typed, int most) {
        String text = SearchText.tidy(typed);
        return text.isEmpty()
                ? List.of()
                : database.read(handle -> suggestions.suggest(handle, words.read(handle, text), most));
    }

    /** What is in stock and reduced, the newest first; then what is in stock, the newest first. */
    List<Product> featured(@Nullable StoreId store, int most) {
        return database.read(handle -> dao.featured(handle, store, time.now(), most));
    }

    /**
     * A product as a store sells it, or the chain.
     *
     * @throws DomainError {@link ErrorCode#PRODUCT_NOT_FOUND}, also when that store does not sell it
     */
    public Product product(ProductId id, @Nullable StoreId store) {
        return found(database.read(handle -> dao.find(handle, id, store, time.now())));
    }

    /**
     * The product with this number under its bar code, in any of its writings.
     *
     * @throws DomainError {@link ErrorCode#PRODUCT_NOT_FOUND}
     */
    Product byGtin(String gtin) {
        List<String> writings = Gtin.writings(gtin);
        return found(writings.isEmpty() ? null : database.read(handle -> dao.findByGtin(handle, writings, time.now())));
    }

    /**
     * All variants that shoppers of a store, or of the chain, see of a product's group, itself among them; none when it
     * has no group.
     */
    List<Product> variants(Product product, @Nullable StoreId store) {
        Product.Group group = product.group();
        return group == null
                ? List.of()
                : database.read(handle -> dao.variants(handle, group.handle(), store, time.now()));
    }

    private static Product found(@Nullable Product product) {
        if (product == null) {
            throw DomainError.of(ErrorCode.PRODUCT_NOT_FOUND, "There is no such product.");
        }
        return product;
    }
}
