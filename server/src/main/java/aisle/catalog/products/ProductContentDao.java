package aisle.catalog.products;

import aisle.kernel.ProductId;
import aisle.platform.json.Json;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** SQL of what products are, without how they are sold. */
final class ProductContentDao {
    private final ProductRows rows;

    ProductContentDao(Json json) {
        this.rows = new ProductRows(json);
    }

    List<ProductRows.Content> contents(Handle handle, List<ProductId> products) {
        return handle.createQuery("SELECT " + ProductRows.STATE + ", " + ProductRows.CONTENT + """
                        FROM product p
                        """
                        + ProductRows.CONTENT_JOINS + """
                        WHERE p.id = ANY (:products)
                        """)
                .bindArray(
                        "products",
                        UUID.class,
                        products.stream().map(ProductId::value).toList())
                .map((row, context) -> new ProductRows.Content(rows.content(row), row.getString("state")))
                .list();
    }
}
