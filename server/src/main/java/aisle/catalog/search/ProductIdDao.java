package aisle.catalog.search;

import aisle.kernel.ProductId;
import aisle.platform.db.Columns;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** SQL that goes through products by their ids. */
final class ProductIdDao {
    List<ProductId> after(Handle handle, ProductMatching matching, @Nullable ProductId last, int limit) {
        String behind = last == null ? "" : " AND p.id > :last";
        Query query = handle.createQuery("SELECT p.id " + matching.sql() + behind + " ORDER BY p.id LIMIT :limit");
        matching.bind(query, last == null ? Map.of("limit", limit) : Map.of("limit", limit, "last", last));
        return query.map((row, context) -> Columns.id(row, "id", ProductId::new))
                .list();
    }
}
