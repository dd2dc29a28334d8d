package aisle.catalog.search;

import aisle.catalog.products.Product;
import aisle.kernel.Page;
import aisle.kernel.PageRequest;
import aisle.platform.db.Database;
import aisle.platform.json.Json;
import aisle.platform.time.Time;
import jakarta.inject.Singleton;

/** The products of the chain as its back office finds them: of any status. */
@Singleton
class ProductList {
    private final ProductListDao dao;
    private final Database database;
    private final Time time;

    ProductList(Database database, Json json, Time time) {
        this.dao = new ProductListDao(json);
        this.database = database;
        this.time = time;
    }

    /** The products that a filter lets through and that are not deleted. */
    Page<Product> list(ProductFilter filter, PageRequest page) {
        return database.read(handle -> dao.list(handle, filter, time.now(), page));
    }
}
