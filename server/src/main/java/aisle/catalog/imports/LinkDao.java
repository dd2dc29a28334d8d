package aisle.catalog.imports;

import aisle.kernel.StoreId;
import aisle.platform.db.Tx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** SQL that puts many products into assortments and gives them tags. */
final class LinkDao {
    /** A product in a store's assortment. */
    record Sold(UUID product, StoreId store) {}

    /** A product with a store's tag. */
    record Tagged(UUID product, StoreId store, String tag) {}

    /** Those of these that are not in the assortments. */
    List<Sold> missing(Handle handle, List<Sold> wanted) {
        return handle.createQuery("""
                        SELECT i.position
                        FROM unnest(:products::uuid[], :stores::uuid[]) WITH ORDINALITY AS i (product_id, store_id, position)
                        WHERE NOT EXISTS (SELECT FROM assortment a
                                          WHERE a.store_id = i.store_id AND a.product_id = i.product_id)
                        ORDER BY i.position
                        """)
                .bindArray(
                        "products",
                        UUID.class,
                        wanted.stream().map(Sold::product).toList())
                .bindArray(
                        "stores",
                        UUID.class,
                        wanted.stream().map(sold -> sold.store().value()).toList())
                .map((row, context) -> wanted.get(row.getInt("position") - 1))
                .list();
    }

    /** Keeps products, and their status, as they are until the transaction ends. */
    void hold(Tx tx, List<UUID> products) {
        tx.handle()
                .createQuery("SELECT id FROM product WHERE id = ANY (:products) ORDER BY id FOR SHARE")
                .bindArray("products", UUID.class, products)
                .mapTo(UUID.class)
                .list();
    }

    /** Puts products that are held into assortments; answers how many were not there. */
    int insert(Tx tx, List<Sold> wanted, Instant now) {
        return tx.handle()
                .createUpdate("""
                        INSERT INTO assortment (store_id, product_id, created_at)
                        SELECT DISTINCT store_id, product_id, CAST(:now AS timestamptz)
                        FROM unnest(:stores::uuid[], :products::uuid[]) AS i (store_id, product_id)
                        ORDER BY store_id, product_id
                        ON CONFLICT (store_id, product_id) DO NOTHING
                        """)
                .bindArray(
                        "products",
                        UUID.class,
                        wanted.stream().map(Sold::product).toList())
                .bindArray(
                        "stores",
                        UUID.class,
                        wanted.stream().map(sold -> sold.store().value()).toList())
                .bind("now", now)
                .execute();
    }

    /** What is left to tag: the product has not the tag yet. {@code tag} is null when the store has no such tag. */
    record Untagged(Tagged wanted, @Nullable UUID tag) {}

    List<Untagged> untagged(Handle handle, List<Tagged> wanted) {
        return handle.createQuery("""
                        SELECT i.position, t.id
                        FROM unnest(:products::uuid[], :stores::uuid[], :tags::text[]) WITH ORDINALITY
                            AS i (product_id, store_id, tag, position)
                        LEFT JOIN tag t ON t.store_id = i.store_id AND lower(t.name COLLATE "und-x-icu") = lower(i.tag COLLATE "und-x-icu")
                        WHERE NOT EXISTS (SELECT FROM product_tag pt WHERE pt.product_id = i.product_id AND pt.tag_id = t.id)
                        ORDER BY i.position
                        """)
                .bindArray(
                        "products",
                        UUID.class,
                        wanted.stream().map(Tagged::product).toList())
                .bindArray(
                        "stores",
                        UUID.class,
                        wanted.stream().map(one -> one.store().value()).toList())
                .bindArray(
                        "tags", String.class, wanted.stream().map(Tagged::tag).toList())
                .map((row, context) ->
                        new Untagged(wanted.get(row.getInt("position") - 1), row.getObject("id", UUID.class)))
                .list();
    }

    /**
     * Gives products tags that stores have; answers which products then have one more. The links to the stores stay until
     * the transaction ends, so that no product has a tag of a store that has just stopped selling it.
     */
    Set<UUID> tag(Tx tx, Map<UUID, List<UUID>> productsByTag) {
        List<UUID> tags = new ArrayList<>();
        List<UUID> products = new ArrayList<>();
        productsByTag.forEach((tag, tagged) -> tagged.forEach(product -> {
            tags.add(tag);
            products.add(product);
        }));
        return new HashSet<>(tx.handle()
                .createQuery("""
                        WITH held AS (
                            SELECT t.id AS tag_id, a.product_id
                            FROM unnest(:tags::uuid[], :products::uuid[]) AS i (tag_id, product_id)
                            JOIN tag t ON t.id = i.tag_id
                            JOIN assortment a ON a.store_id = t.store_id AND a.product_id = i.product_id
                            ORDER BY a.store_id, a.product_id, t.id
                            FOR KEY SHARE OF t FOR SHARE OF a
                        )
                        INSERT INTO product_tag (product_id, tag_id)
                        SELECT DISTINCT product_id, tag_id FROM held ORDER BY product_id, tag_id
                        ON CONFLICT (product_id, tag_id) DO NOTHING
                        RETURNING product_id
                        """)
                .bindArray("tags", UUID.class, tags)
                .bindArray("products", UUID.class, products)
                .mapTo(UUID.class)
                .list());
    }
}
