package aisle.catalog.imports;

import aisle.catalog.products.Product;
import aisle.kernel.DomainError;
import aisle.kernel.ErrorCode;
import aisle.kernel.StoreId;
import aisle.kernel.UserId;
import aisle.platform.db.Tx;
import aisle.platform.db.UniqueKeys;
import aisle.platform.json.Json;
import aisle.platform.time.Ids;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/** SQL that writes a batch of products: one statement per table, whatever the size of the batch. */
final class ProductBatchDao {
    /** How many of a batch's products were, or would be, new or other than before. */
    record Effect(int created, int updated) {}

    /** The batch as a table. Numbers and JSON travel as text. */
    private static final String INPUT = """
            unnest(:ids::uuid[], :skus::text[], :gtins::text[], :names::text[], :slugs::text[], :descriptions::text[],
                   :brands::text[], :categories::uuid[], :units::text[], :prices::numeric[], :oldPrices::numeric[],
                   :taxClasses::text[], :organics::boolean[], :statuses::text[], :nutrition::jsonb[], :attributes::jsonb[],
                   :images::jsonb[])
            AS i (id, sku, gtin, name, slug, description, brand, category_id, unit, price, old_price, tax_class,
                    is_organic, status, nutritional_info, attributes, images)
            """;

    /** A slug that leads to another product, or that two rows of the batch have, gets a part of the id behind it. */
    private static final String SLUG = """
            CASE WHEN i.namesake = 1
                     AND NOT EXISTS (SELECT FROM product o
                                     WHERE o.slug = i.slug AND o.deleted_at IS NULL AND o.sku <> i.sku)
                 THEN i.slug ELSE left(i.slug, 90) || '-' || right(i.id::text, 8) END
            """;

    /** The columns behind each target; a column that no target fills keeps what it has. */
    private static final Map<Target, String> COLUMNS = Map.ofEntries(
            Map.entry(Target.GTIN, "gtin"),
            Map.entry(Target.NAME, "name"),
            Map.entry(Target.DESCRIPTION, "description"),
            Map.entry(Target.BRAND, "brand"),
            Map.entry(Target.CATEGORY, "category_id"),
            Map.entry(Target.UNIT, "unit"),
            Map.entry(Target.PRICE, "price"),
            Map.entry(Target.OLD_PRICE, "old_price"),
            Map.entry(Target.TAX_CLASS, "tax_class"),
            Map.entry(Target.IS_ORGANIC, "is_organic"),
            Map.entry(Target.STATUS, "status"),
            Map.entry(Target.NUTRITIONAL_INFO, "nutritional_info"),
            Map.entry(Target.ATTRIBUTES, "attributes"));

    private final Json json;
    private final Ids ids;

    ProductBatchDao(Json json, Ids ids) {
        this.json = json;
        this.ids = ids;
    }

    /**
     * Inserts or updates products by SKU; a product that is as the batch says already is not written. The rows are locked
     * in the order of their SKUs, so that two imports cannot wait for each other. A product keeps its slug.
     *
     * @param targets what the file fills
     * @throws DomainError {@link ErrorCode#SLUG_TAKEN} when somebody else takes a slug just now; a second attempt finds
     *     that it is taken
     */
    Effect upsert(
            Tx tx,
            List<ProductRow> rows,
            Map<List<String>, UUID> categories,
            Set<Target> targets,
            Currency currency,
            @Nullable UserId createdBy,
            Instant now) {
        List<UUID> newIds = rows.stream().map(row -> ids.next()).toList();
        Columns columns = Columns.of(targets, "p", "excluded");
        List<UUID> written = new ArrayList<>();
        UniqueKeys.taken(
                "product_slug",
                ProductBatchDao::slugTaken,
                () -> written.addAll(bind(rows, newIds, categories, tx.handle().createQuery("""
                        INSERT INTO product AS p (id, sku, gtin, name, slug, description, brand, category_id, unit, price,
                                                  old_price, currency, tax_class, is_organic, status, nutritional_info,
                                                  attributes, images, created_by, created_at, updated_at)
                        SELECT id, sku, gtin, name, <slug>, description, brand, category_id, unit, price,
                               old_price, :currency, tax_class, is_organic, status, nutritional_info,
                               attributes, images, CAST(:createdBy AS uuid), :now, :now
                        FROM (SELECT i.*, row_number() OVER (PARTITION BY slug ORDER BY sku) AS namesake FROM <input>) AS i
                        ORDER BY sku
                        ON CONFLICT (sku) WHERE deleted_at IS NULL
                        DO UPDATE SET (<names>, version, updated_at) =
                                      ROW (<incoming>, p.version + 1, excluded.updated_at)
                        WHERE (<current>) IS DISTINCT FROM (<incoming>)
                        RETURNING id
                        """))
                        .define("slug", SLUG)
                        .define("names", columns.names())
                        .define("current", columns.current())
                        .define("incoming", columns.incoming())
                        .bind("currency", currency)
                        .bind("createdBy", createdBy)
                        .bind("now", now)
                        .map((row, context) -> row.getObject("id", UUID.class))
                        .list()));
        insertPrices(tx, written, now);
        Set<UUID> fresh = new HashSet<>(newIds);
        int created = (int) written.stream().filter(fresh::contains).count();
        return new Effect(created, written.size() - created);
    }

    /** Keeps the history: ends the list price of each written product that has another one now, and begins that. */
    private static void insertPrices(Tx tx, List<UUID> products, Instant now) {
        tx.handle()
                .createUpdate("""
                        UPDATE product_price h
                        SET valid_to = :now
                        FROM product p
                        WHERE p.id = ANY (:products) AND h.product_id = p.id AND h.valid_to = 'infinity'
                            AND h.store_id IS NULL AND NOT h.scheduled AND h.valid_from < :now
                            AND (h.currency, h.price, h.old_price) IS DISTINCT FROM (p.currency, p.price, p.old_price)
                        """)
                .bind("now", now)
                .bindArray("products", UUID.class, products)
                .execute();
        tx.handle()
                .createUpdate("""
                        INSERT INTO product_price (product_id, currency, valid_from, price, old_price)
                        SELECT p.id, p.currency, :now, p.price, p.old_price
                        FROM product p
                        LEFT JOIN product_price h
                            ON h.product_id = p.id AND h.valid_to = 'infinity' AND h.store_id IS NULL AND NOT h.scheduled
                                AND h.currency = p.currency
                        WHERE p.id = ANY (:products)
                            AND (h.price, h.old_price) IS DISTINCT FROM (p.price, p.old_price)
                        ON CONFLICT ON CONSTRAINT product_price_key
                        DO UPDATE SET price = excluded.price, old_price = excluded.old_price
                        """)
                .bind("now", now)
                .bindArray("products", UUID.class, products)
                .execute();
    }

    private static DomainError slugTaken() {
        return DomainError.of(ErrorCode.SLUG_TAKEN, "Somebody else has just given a product this slug.");
    }

    /** Counts what {@link #upsert} would do. Categories that do not exist yet make a product other than before. */
    Effect preview(
            Handle handle,
            List<ProductRow> rows,
            Map<List<String>, UUID> categories,
            Set<Target> targets,
            Currency currency) {
        List<UUID> newIds = rows.stream().map(row -> ids.next()).toList();
        Columns columns = Columns.of(targets, "p", "i");
        return bind(rows, newIds, categories, handle.createQuery("""
                        SELECT count(*) FILTER (WHERE p.id IS NULL) AS created,
                               count(*) FILTER (WHERE p.id IS NOT NULL
                                                  AND (<current>) IS DISTINCT FROM (<incoming>)) AS updated
                        FROM (SELECT *, CAST(:currency AS char(3)) AS currency FROM <input>) AS i
                        LEFT JOIN product p ON p.sku = i.sku AND p.deleted_at IS NULL
                        """))
                .define("current", columns.current())
                .define("incoming", columns.incoming())
                .bind("currency", currency)
                .map((row, context) -> new Effect(row.getInt("created"), row.getInt("updated")))
                .one();
    }

    /** Puts products into a store's assortment; those that are there stay. Answers how many were not. */
    int assign(Tx tx, List<ProductRow> rows, StoreId store, Instant now) {
        return tx.handle()
                .createUpdate("""
                        INSERT INTO assortment (store_id, product_id, created_at)
                        SELECT :store, id, :now FROM product WHERE sku = ANY (:skus) AND deleted_at IS NULL ORDER BY id
                        ON CONFLICT DO NOTHING
                        """)
                .bind("store", store)
                .bind("now", now)
                .bindArray(
                        "skus", String.class, rows.stream().map(ProductRow::sku).toList())
                .execute();
    }

    /** The parts of a statement that depend on the mapping; nothing in them comes from outside. */
    private record Columns(String names, String current, String incoming) {
        static Columns of(Set<Target> targets, String current, String incoming) {
            List<String> names = Stream.concat(
                            targets.stream().map(COLUMNS::get).filter(column -> column != null), Stream.of("currency"))
                    .toList();
            List<String> incomings = new ArrayList<>(
                    names.stream().map(name -> incoming + "." + name).toList());
            List<String> all = new ArrayList<>(names);
            if (targets.contains(Target.IMAGE_URL)) {
                all.add("images");
                incomings.add(images(current, incoming));
            }
            return new Columns(
                    String.join(", ", all),
                    all.stream().map(name -> current + "." + name).collect(Collectors.joining(", ")),
                    String.join(", ", incomings));
        }

        /** The file names the first image only; the others stay, and an empty cell changes none. */
        private static String images(String current, String incoming) {
            return """
                    CASE WHEN %2$s.images = '[]' OR %2$s.images->0->'url' = %1$s.images->0->'url' THEN %1$s.images
                         ELSE %2$s.images || (%1$s.images - 0) END""".formatted(current, incoming);
        }
    }

    private <S extends SqlStatement<S>> S bind(
            List<ProductRow> rows, List<UUID> newIds, Map<List<String>, UUID> categories, S statement) {
        return statement
                .define("input", INPUT)
                .bindArray("ids", UUID.class, newIds)
                .bindArray("skus", String.class, texts(rows, ProductRow::sku))
                .bindArray("gtins", String.class, texts(rows, ProductRow::gtin))
                .bindArray("names", String.class, texts(rows, ProductRow::name))
                .bindArray("slugs", String.class, texts(rows, ProductRow::slug))
                .bindArray("descriptions", String.class, texts(rows, ProductRow::description))
                .bindArray("brands", String.class, texts(rows, ProductRow::brand))
                .bindArray(
                        "categories",
                        UUID.class,
                        rows.stream().map(row -> categories.get(row.category())).toList())
                .bindArray("units", String.class, texts(rows, row -> row.unit().name()))
                .bindArray("prices", String.class, texts(rows, row -> text(row.price())))
                .bindArray("oldPrices", String.class, texts(rows, row -> text(row.oldPrice())))
                .bindArray("taxClasses", String.class, texts(rows, ProductRow::taxClass))
                .bindArray("organics", String.class, texts(rows, row -> String.valueOf(row.organic())))
                .bindArray("statuses", String.class, texts(rows, ProductRow::status))
                .bindArray("nutrition", String.class, texts(rows, ProductRow::nutritionalInfo))
                .bindArray("attributes", String.class, texts(rows, ProductRow::attributes))
                .bindArray("images", String.class, texts(rows, this::images));
    }

    private static List<@Nullable String> texts(List<ProductRow> rows, Function<ProductRow, @Nullable String> cell) {
        List<@Nullable String> texts = new ArrayList<>(rows.size());
        rows.forEach(row -> texts.add(cell.apply(row)));
        return texts;
    }

    private static @Nullable String text(@Nullable BigDecimal amount) {
        return amount == null ? null : amount.toPlainString();
    }

    private String images(ProductRow row) {
        return json.write(row.imageUrl() == null ? List.of() : List.of(new Product.Image(row.imageUrl(), null)));
    }
}
