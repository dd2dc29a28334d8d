package aisle.catalog.products;

import aisle.catalog.prices.EffectivePrice;
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
public final class ProductRows {
    /** What a product {@code p} itself is. To be followed by {@link #CONTENT_JOINS}. */
    static final String CONTENT = """
            p.id, p.sku, p.gtin, p.name, p.slug, p.description, p.brand, p.category_id, c.name AS category_name,
            c.path_name AS category_path, p.unit, p.tax_class, p.is_organic, p.nutritional_info, p.attributes, p.images,
            p.status, p.options, p.created_by, p.version, p.created_at, p.updated_at,
            g.handle AS group_handle, g.title AS group_title,
            p.price AS list_price, p.old_price AS list_old_price, p.currency AS list_currency
            """;

    /** The changes that made the rows what they are: others for any other content. */
    static final String STATE = "format('%s.%s.%s', p.xmin, c.xmin, g.xmin) AS state";

    static final String CONTENT_JOINS = """
            LEFT JOIN category c ON c.id = p.category_id
            LEFT JOIN product_group g ON g.id = p.group_id
            """;

    /** How a product {@code p} is sold by a store, or by the chain when {@code :store} is null. */
    private static final String SOLD = """
            (SELECT coalesce(jsonb_agg(jsonb_build_object('id', t.id, 'name', t.name, 'store_id', t.store_id)
                                       ORDER BY t.name), '[]')
             FROM product_tag pt JOIN tag t ON t.id = pt.tag_id
             WHERE pt.product_id = p.id) AS tags,
            (SELECT coalesce(sum(s.on_hand - s.reserved), 0)
             FROM stock s
             WHERE s.product_id = p.id AND s.store_id = coalesce(CAST(:store AS uuid), s.store_id)) AS available,
            """ + EffectivePrice.COLUMNS;

    /**
     * All columns of a product {@code p} as a store sells it, or the chain when {@code :store} is null. To be followed by
     * {@link #JOINS}.
     */
    public static final String COLUMNS = CONTENT + ", " + SOLD;

    /** What {@link ProductContents#found} reads of a product. To be followed by {@link #JOINS}. */
    public static final String FRESH = "p.id, " + STATE + ", " + SOLD;

    public static final String JOINS = EffectivePrice.JOINS + CONTENT_JOINS;

    private static final TypeReference<List<Product.Image>> IMAGES = new TypeReference<>() {};
    private static final TypeReference<Map<String, String>> OPTIONS = new TypeReference<>() {};
    private static final TypeReference<List<Product.Tagged>> TAGS = new TypeReference<>() {};

    private final Json json;

    /** @param json which reads the columns that are JSON */
    public ProductRows(Json json) {
        this.json = json;
    }

    /** What a product is, and what made it so. */
    record Content(Product product, String state) {}

    /** The product in the row where the cursor stands. */
    public Product product(ResultSet row) throws SQLException {
        return content(row)
                .sold(
                        Columns.money(row, "price", "currency"),
                        Columns.moneyOrNull(row, "old_price", "currency"),
                        tags(row),
                        new Quantity(row.getBigDecimal("available")));
    }

    ProductContents.Found found(ResultSet row) throws SQLException {
        return new ProductContents.Found(
                Columns.id(row, "id", ProductId::new),
                row.getString("state"),
                Columns.money(row, "price", "currency"),
                Columns.moneyOrNull(row, "old_price", "currency"),
                tags(row),
                new Quantity(row.getBigDecimal("available")));
    }

    /** Most products have none, which needs no reading. */
    private List<Product.Tagged> tags(ResultSet row) throws SQLException {
        String tags = row.getString("tags");
        return tags.equals("[]") ? List.of() : json.read(tags, TAGS);
    }

    /** At its list price, without stock and tags. */
    Product content(ResultSet row) throws SQLException {
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
                Columns.money(row, "list_price", "list_currency"),
                null,
                Columns.money(row, "list_price", "list_currency"),
                Columns.moneyOrNull(row, "list_old_price", "list_currency"),
                row.getString("tax_class"),
                row.getBoolean("is_organic"),
                nutrition == null ? null : json.readObject(nutrition),
                json.readObject(row.getString("attributes")),
                json.read(row.getString("images"), IMAGES),
                Columns.constant(row, "status", ProductStatus.class),
                List.of(),
                group(row),
                json.read(row.getString("options"), OPTIONS),
                Columns.idOrNull(row, "created_by", UserId::new),
                Quantity.ZERO,
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
