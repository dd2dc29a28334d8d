package aisle.catalog.imports;

import aisle.catalog.files.Column;
import aisle.catalog.products.ProductDefaults;
import aisle.kernel.UserId;
import aisle.platform.db.Tx;
import aisle.platform.json.Json;
import aisle.platform.json.MoneyInput;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/** SQL that writes a batch of products: one statement per table, whatever the size of the batch. */
final class ProductBatchDao {
    /** The batch as a table. Numbers and JSON travel as text. */
    private static final String INPUT = """
            unnest(:ids::uuid[], :skus::text[], :gtins::text[], :names::text[], :slugs::text[], :ownSlugs::boolean[],
                   :descriptions::text[], :brands::text[], :categories::uuid[], :units::text[], :prices::numeric[],
                   :oldPrices::numeric[], :taxClasses::text[], :organics::boolean[], :statuses::text[],
                   :nutrition::jsonb[], :attributes::jsonb[], :images::jsonb[], :groups::text[], :options::jsonb[])
            AS i (id, sku, gtin, name, slug, own_slug, description, brand, category_id, unit, price, old_price, tax_class,
                  is_organic, status, nutritional_info, attributes, images, group_handle, options)
            LEFT JOIN product_group g ON g.handle = i.group_handle
            """;

    private final Json json;

    ProductBatchDao(Json json) {
        this.json = json;
    }

    /** The ids of the products that have these SKUs. */
    Map<String, UUID> known(Handle handle, List<String> skus) {
        Map<String, UUID> known = new HashMap<>();
        handle.createQuery("SELECT sku, id FROM product WHERE sku = ANY (:skus) AND deleted_at IS NULL")
                .bindArray("skus", String.class, skus)
                .map((row, context) -> Map.entry(row.getString("sku"), row.getObject("id", UUID.class)))
                .forEach(entry -> known.put(entry.getKey(), entry.getValue()));
        return known;
    }

    /** What of a product another one has. */
    record Taken(UUID id, boolean slug, boolean variant) {}

    /** The products whose slug, or whose options within a group, another one has that is not of the batch. */
    List<Taken> taken(Handle handle, List<ProductWrite> writes) {
        return handle.createQuery("""
                        SELECT * FROM (
                            SELECT i.id,
                                   i.slug IS NOT NULL
                                       AND EXISTS (SELECT FROM product o
                                                   WHERE o.slug = i.slug AND o.deleted_at IS NULL AND o.id <> i.id) AS slug,
                                   g.id IS NOT NULL
                                       AND EXISTS (SELECT FROM product o
                                                   WHERE o.group_id = g.id AND o.deleted_at IS NULL AND o.id <> i.id
                                                       AND md5(lower(o.options::text COLLATE "und-x-icu"))
                                                           = md5(lower(i.options::text COLLATE "und-x-icu"))) AS variant
                            FROM unnest(:ids::uuid[], :slugs::text[], :groups::text[], :options::jsonb[])
                                AS i (id, slug, group_handle, options)
                            LEFT JOIN product_group g ON g.handle = i.group_handle) AS one
                        WHERE slug OR variant
                        """)
                .bindArray("ids", UUID.class, ids(writes))
                .bindArray(
                        "slugs",
                        String.class,
                        texts(writes, write -> write.details().slug()))
                .bindArray("groups", String.class, texts(writes, ProductBatchDao::group))
                .bindArray("options", String.class, texts(writes, this::options))
                .map((row, context) ->
                        new Taken(row.getObject("id", UUID.class), row.getBoolean("slug"), row.getBoolean("variant")))
                .list();
    }

    /**
     * Inserts products; answers those that were: not the ones whose SKU, slug or options within a group somebody else has
     * just taken. A slug that is made here and leads to another product gets a part of the id behind it.
     */
    Set<UUID> insert(
            Tx tx,
            List<ProductWrite> writes,
            Map<List<String>, UUID> categories,
            Currency currency,
            @Nullable UserId createdBy,
            Instant now) {
        return new HashSet<>(bind(writes, categories, tx.handle().createQuery("""
                        INSERT INTO product (id, sku, gtin, name, slug, description, brand, category_id, unit, price,
                                             old_price, currency, tax_class, is_organic, status, nutritional_info,
                                             attributes, images, group_id, options, created_by, created_at, updated_at)
                        SELECT i.id, i.sku, i.gtin, i.name,
                               CASE WHEN i.own_slug
                                        OR NOT EXISTS (SELECT FROM product o WHERE o.slug = i.slug AND o.deleted_at IS NULL)
                                    THEN i.slug
                                    ELSE rtrim(left(i.slug, 90), '-') || '-' || right(i.id::text, 8) END,
                               i.description, i.brand, i.category_id, i.unit, i.price, i.old_price, :currency, i.tax_class,
                               i.is_organic, i.status, i.nutritional_info, i.attributes, i.images, g.id, i.options,
                               CAST(:createdBy AS uuid), :now, :now
                        FROM <input>
                        ORDER BY i.slug COLLATE "C", i.sku COLLATE "C"
                        ON CONFLICT DO NOTHING
                        RETURNING id
                        """))
                .bind("currency", currency)
                .bind("createdBy", createdBy)
                .bind("now", now)
                .mapTo(UUID.class)
                .list());
    }

    /** The products of which the file says something else than is known. */
    List<UUID> differing(
            Handle handle,
            List<ProductWrite> writes,
            Map<List<String>, UUID> categories,
            Set<Column> said,
            Currency currency) {
        SaidColumns columns = SaidColumns.of(said);
        return bind(writes, categories, handle.createQuery("""
                        SELECT p.id
                        FROM <input> JOIN product p ON p.id = i.id AND p.deleted_at IS NULL
                        WHERE (<current>) IS DISTINCT FROM (<incoming>)
                        """))
                .define("current", columns.current())
                .define("incoming", columns.incoming())
                .bind("currency", currency)
                .mapTo(UUID.class)
                .list();
    }

    /** Keeps others from changing products until the transaction ends. In one order, so that no two wait for each other. */
    int lock(Tx tx, List<UUID> products) {
        return tx.handle()
                .createQuery("""
                        SELECT id FROM product WHERE id = ANY (:products) AND deleted_at IS NULL
                        ORDER BY id FOR NO KEY UPDATE
                        """)
                .bindArray("products", UUID.class, products)
                .mapTo(UUID.class)
                .list()
                .size();
    }

    /** Writes what the file says of products that are locked. */
    void update(
            Tx tx,
            List<ProductWrite> writes,
            Map<List<String>, UUID> categories,
            Set<Column> said,
            Currency currency,
            Instant now) {
        SaidColumns columns = SaidColumns.of(said);
        bind(writes, categories, tx.handle().createUpdate("""
                        UPDATE product
                        SET (<names>, version, updated_at) = ROW (<values>, after.version + 1, :now)
                        FROM (SELECT p.id, p.version, <named> FROM <input> JOIN product p ON p.id = i.id) AS after
                        WHERE product.id = after.id
                        """))
                .define("names", columns.names())
                .define("named", columns.named())
                .define("values", columns.values())
                .bind("currency", currency)
                .bind("now", now)
                .execute();
    }

    private <S extends SqlStatement<S>> S bind(
            List<ProductWrite> writes, Map<List<String>, UUID> categories, S statement) {
        return statement
                .define("input", INPUT)
                .bindArray("ids", UUID.class, ids(writes))
                .bindArray(
                        "skus",
                        String.class,
                        texts(writes, write -> write.line().sku()))
                .bindArray(
                        "gtins",
                        String.class,
                        texts(writes, write -> write.details().gtin()))
                .bindArray(
                        "names",
                        String.class,
                        texts(writes, write -> write.details().name()))
                .bindArray("slugs", String.class, texts(writes, ProductWrite::slug))
                .bindArray("ownSlugs", String.class, texts(writes, write -> String.valueOf(write.hasOwnSlug())))
                .bindArray(
                        "descriptions",
                        String.class,
                        texts(writes, write -> write.details().description()))
                .bindArray(
                        "brands",
                        String.class,
                        texts(writes, write -> write.details().brand()))
                .bindArray(
                        "categories",
                        UUID.class,
                        writes.stream()
                                .map(write -> categories.get(write.line().category()))
                                .toList())
                .bindArray(
                        "units",
                        String.class,
                        texts(
                                writes,
                                write -> ProductDefaults.unit(write.details()).name()))
                .bindArray(
                        "prices",
                        String.class,
                        texts(writes, write -> amount(write.details().price())))
                .bindArray(
                        "oldPrices",
                        String.class,
                        texts(writes, write -> amount(write.details().oldPrice())))
                .bindArray(
                        "taxClasses", String.class, texts(writes, write -> ProductDefaults.taxClass(write.details())))
                .bindArray(
                        "organics",
                        String.class,
                        texts(writes, write -> String.valueOf(ProductDefaults.isOrganic(write.details()))))
                .bindArray(
                        "statuses",
                        String.class,
                        texts(
                                writes,
                                write -> ProductDefaults.status(write.details()).name()))
                .bindArray(
                        "nutrition",
                        String.class,
                        texts(
                                writes,
                                write -> write.details().nutritionalInfo() == null
                                        ? null
                                        : json.write(write.details().nutritionalInfo())))
                .bindArray(
                        "attributes",
                        String.class,
                        texts(writes, write -> map(write.details().attributes())))
                .bindArray("images", String.class, texts(writes, write -> json.write(write.images())))
                .bindArray("groups", String.class, texts(writes, ProductBatchDao::group))
                .bindArray("options", String.class, texts(writes, this::options));
    }

    private static List<UUID> ids(List<ProductWrite> writes) {
        return writes.stream().map(ProductWrite::id).toList();
    }

    private static @Nullable String group(ProductWrite write) {
        return write.details().group() == null ? null : write.details().group().handle();
    }

    private String options(ProductWrite write) {
        return map(write.details().options());
    }

    private String map(@Nullable Map<String, ?> map) {
        return map == null || map.isEmpty() ? "{}" : json.write(map);
    }

    private static @Nullable String amount(@Nullable MoneyInput money) {
        return money == null ? null : money.amount().toPlainString();
    }

    private static List<@Nullable String> texts(
            List<ProductWrite> writes, Function<ProductWrite, @Nullable String> cell) {
        List<@Nullable String> texts = new ArrayList<>(writes.size());
        writes.forEach(write -> texts.add(cell.apply(write)));
        return texts;
    }
}
