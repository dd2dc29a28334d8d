package aisle.catalog;

import aisle.kernel.CategoryId;
import aisle.kernel.ProductId;
import aisle.kernel.Quantity;
import aisle.kernel.Unit;
import aisle.kernel.UserId;
import aisle.platform.db.Columns;
import aisle.platform.json.Json;
import com.fasterxml.jackson.core.type.TypeReference;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads products, as every statement of this feature selects them. */
final class ProductRows {
    private static final TypeReference<List<String>> TEXTS = new TypeReference<>() {};
    private static final TypeReference<Map<String, String>> OPTIONS = new TypeReference<>() {};
    private static final TypeReference<List<Product.Tagged>> TAGS = new TypeReference<>() {};

    private final Json json;

    ProductRows(Json json) {
        this.json = json;
    }

    Product product(ResultSet row) throws SQLException {
        String nutrition = row.getString("nutritional_info");
        return new Product(
                Columns.id(row, "id", ProductId::new),
                row.getString("sku"),
                row.getString("gtin"),
                row.getString("name"),
                row.getString("slug"),
                row.getString("description"),
                row.getString("brand"),
                category(row),
                Columns.constant(row, "unit", Unit.class),
                Columns.money(row, "price", "currency"),
                Columns.moneyOrNull(row, "old_price", "currency"),
                row.getString("tax_class"),
                row.getBoolean("is_organic"),
                nutrition == null ? null : json.readObject(nutrition),
                json.readObject(row.getString("attributes")),
                json.read(row.getString("images"), TEXTS),
                Columns.constant(row, "status", ProductStatus.class),
                json.read(row.getString("tags"), TAGS),
                group(row),
                json.read(row.getString("options"), OPTIONS),
                Columns.idOrNull(row, "created_by", UserId::new),
                new Quantity(row.getBigDecimal("available")),
                row.getLong("version"),
                Columns.instant(row, "created_at"),
                Columns.instant(row, "updated_at"));
    }

    private static Product.@Nullable InCategory category(ResultSet row) throws SQLException {
        CategoryId id = Columns.idOrNull(row, "category_id", CategoryId::new);
        return id == null
                ? null
                : new Product.InCategory(id, row.getString("category_name"), row.getString("category_path"));
    }

    private static Product.@Nullable Group group(ResultSet row) throws SQLException {
        String handle = row.getString("group_handle");
        return handle == null ? null : new Product.Group(handle, row.getString("group_title"));
    }
}
