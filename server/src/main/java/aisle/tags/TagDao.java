package aisle.tags;

import aisle.kernel.Page;
import aisle.kernel.PageRequest;
import aisle.kernel.ProductId;
import aisle.kernel.StoreId;
import aisle.kernel.TagId;
import aisle.platform.db.Columns;
import aisle.platform.db.LikePattern;
import aisle.platform.db.Tx;
import aisle.platform.db.paging.Keyset;
import aisle.platform.db.paging.PagedQuery;
import aisle.platform.db.paging.SortKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** SQL of tags. */
final class TagDao {
    private static final Keyset BY_NAME = Keyset.of(SortKey.text("name_lower"), SortKey.uuid("id"));

    void insert(Tx tx, Tag tag) {
        tx.handle()
                .createUpdate("""
                        INSERT INTO tag (id, store_id, name, version, created_at, updated_at)
                        VALUES (:id, :store, :name, :version, :createdAt, :updatedAt)
                        """)
                .bind("id", tag.id())
                .bind("store", tag.storeId())
                .bind("name", tag.name())
                .bind("version", tag.version())
                .bind("createdAt", tag.createdAt())
                .bind("updatedAt", tag.updatedAt())
                .execute();
    }

    void update(Tx tx, Tag tag) {
        tx.handle()
                .createUpdate("UPDATE tag SET name = :name, version = :version, updated_at = :updatedAt WHERE id = :id")
                .bind("id", tag.id())
                .bind("name", tag.name())
                .bind("version", tag.version())
                .bind("updatedAt", tag.updatedAt())
                .execute();
    }

    @Nullable
    Tag find(Handle handle, TagId id) {
        return find(handle, "SELECT * FROM tag WHERE id = :id", id);
    }

    /** Also keeps others from changing it until the transaction ends. */
    @Nullable
    Tag lock(Tx tx, TagId id) {
        return find(tx.handle(), "SELECT * FROM tag WHERE id = :id FOR NO KEY UPDATE", id);
    }

    /** Also keeps others from giving it to a product, which a foreign key would otherwise let them do. */
    @Nullable
    Tag seize(Tx tx, TagId id) {
        return find(tx.handle(), "SELECT * FROM tag WHERE id = :id FOR UPDATE", id);
    }

    /** Also keeps others from deleting it until the transaction ends. */
    @Nullable
    Tag hold(Tx tx, TagId id) {
        return find(tx.handle(), "SELECT * FROM tag WHERE id = :id FOR KEY SHARE", id);
    }

    private static @Nullable Tag find(Handle handle, String statement, TagId id) {
        return handle.createQuery(statement)
                .bind("id", id)
                .map((row, context) -> tag(row))
                .findOne()
                .orElse(null);
    }

    Page<Tag> list(Handle handle, TagFilter filter, PageRequest page) {
        List<String> where = new ArrayList<>(List.of("true"));
        Map<String, Object> bindings = new HashMap<>();
        if (filter.store() != null) {
            where.add("store_id = :store");
            bindings.put("store", filter.store());
        }
        if (filter.namePart() != null) {
            where.add("name_lower LIKE lower(:pattern COLLATE \"und-x-icu\") COLLATE \"default\"");
            bindings.put("pattern", LikePattern.containing(filter.namePart()));
        }
        if (filter.unassigned() != null) {
            where.add(filter.unassigned() ? "store_id IS NULL" : "store_id IS NOT NULL");
        }
        return new PagedQuery(
                        handle,
                        page,
                        BY_NAME,
                        "FROM tag WHERE " + String.join(" AND ", where),
                        query -> query.bindMap(bindings))
                .read("""
                SELECT *, <position> <matching> AND <after> ORDER BY <order> LIMIT :fetch OFFSET :skip
                """, TagDao::tag);
    }

    /** Keeps a product from being deleted until the transaction ends; false when there is none. */
    boolean holdProduct(Tx tx, ProductId product) {
        return tx.handle()
                .createQuery("SELECT true FROM product WHERE id = :product AND deleted_at IS NULL FOR SHARE")
                .bind("product", product)
                .mapTo(Boolean.class)
                .findOne()
                .isPresent();
    }

    /** Keeps a product in a store's assortment until the transaction ends; false when it is not in it. */
    boolean holdSold(Tx tx, StoreId store, ProductId product) {
        return tx.handle()
                .createQuery("""
                        SELECT true FROM assortment WHERE store_id = :store AND product_id = :product FOR SHARE
                        """)
                .bind("store", store)
                .bind("product", product)
                .mapTo(Boolean.class)
                .findOne()
                .isPresent();
    }

    /** False when the product has it already. */
    boolean link(Tx tx, ProductId product, TagId tag) {
        return tx.handle()
                        .createUpdate("""
                                INSERT INTO product_tag (product_id, tag_id) VALUES (:product, :tag)
                                ON CONFLICT (product_id, tag_id) DO NOTHING
                                """)
                        .bind("product", product)
                        .bind("tag", tag)
                        .execute()
                == 1;
    }

    /** False when the product does not have it. */
    boolean unlink(Tx tx, ProductId product, TagId tag) {
        return tx.handle()
                        .createUpdate("DELETE FROM product_tag WHERE product_id = :product AND tag_id = :tag")
                        .bind("product", product)
                        .bind("tag", tag)
                        .execute()
                == 1;
    }

    boolean isUsed(Tx tx, TagId tag) {
        return tx.handle()
                .createQuery("SELECT EXISTS (SELECT FROM product_tag WHERE tag_id = :tag)")
                .bind("tag", tag)
                .mapTo(Boolean.class)
                .one();
    }

    /** Takes a tag from all products; answers how many had it. */
    int unlinkAll(Tx tx, TagId tag) {
        return tx.handle()
                .createUpdate("DELETE FROM product_tag WHERE tag_id = :tag")
                .bind("tag", tag)
                .execute();
    }

    /** Takes a store's tags from products; answers how many they had in all. */
    int unlinkStore(Tx tx, StoreId store, List<ProductId> products) {
        return tx.handle()
                .createUpdate("""
                        DELETE FROM product_tag USING tag
                        WHERE tag.id = product_tag.tag_id AND tag.store_id = :store
                            AND product_tag.product_id = ANY (:products)
                        """)
                .bind("store", store)
                .bindArray(
                        "products",
                        UUID.class,
                        products.stream().map(ProductId::value).toList())
                .execute();
    }

    void delete(Tx tx, TagId tag) {
        tx.handle()
                .createUpdate("DELETE FROM tag WHERE id = :tag")
                .bind("tag", tag)
                .execute();
    }

    /** Takes a store's tags from it; answers how many there were. */
    int unassign(Tx tx, StoreId store, Instant now) {
        return tx.handle()
                .createUpdate("""
                        UPDATE tag SET store_id = NULL, version = version + 1, updated_at = :now WHERE store_id = :store
                        """)
                .bind("store", store)
                .bind("now", now)
                .execute();
    }

    private static Tag tag(ResultSet row) throws SQLException {
        return new Tag(
                Columns.id(row, "id", TagId::new),
                Columns.idOrNull(row, "store_id", StoreId::new),
                row.getString("name"),
                row.getLong("version"),
                Columns.instant(row, "created_at"),
                Columns.instant(row, "updated_at"));
    }
}
