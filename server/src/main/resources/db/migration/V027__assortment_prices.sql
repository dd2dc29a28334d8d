-- What a store asks, beside what it sells, so that its products are found in the order of their prices by one index:
-- store_price where the store differs, else product.current_price. Triggers repeat them here. Rows are locked in the order
-- of their key, and whoever adds one holds the product's row, so that no price is missed in between.
ALTER TABLE assortment ADD COLUMN price numeric(19,4);

UPDATE assortment a
SET price = coalesce((SELECT sp.price FROM store_price sp WHERE sp.store_id = a.store_id AND sp.product_id = a.product_id),
                     p.current_price)
FROM product p
WHERE p.id = a.product_id;

CREATE FUNCTION price_assortment() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path FROM CURRENT
AS $$
BEGIN
    NEW.price := coalesce(
        (SELECT sp.price FROM store_price sp WHERE sp.store_id = NEW.store_id AND sp.product_id = NEW.product_id),
        (SELECT p.current_price FROM product p WHERE p.id = NEW.product_id));
    RETURN NEW;
END $$;

CREATE FUNCTION reprice_assortments(stores uuid[], products uuid[]) RETURNS void
    LANGUAGE sql
    SET search_path FROM CURRENT
AS $$
    WITH sold AS MATERIALIZED (
        SELECT a.store_id, a.product_id
        FROM assortment a
        WHERE (a.store_id, a.product_id) IN (SELECT store_id, product_id FROM unnest(stores, products) AS pair (store_id, product_id))
        ORDER BY a.store_id, a.product_id
        FOR NO KEY UPDATE
    ), priced AS (
        SELECT sold.store_id, sold.product_id, coalesce(sp.price, p.current_price) AS price
        FROM sold
        JOIN product p ON p.id = sold.product_id
        LEFT JOIN store_price sp ON sp.store_id = sold.store_id AND sp.product_id = sold.product_id
    )
    UPDATE assortment a
    SET price = priced.price
    FROM priced
    WHERE a.store_id = priced.store_id AND a.product_id = priced.product_id AND a.price IS DISTINCT FROM priced.price
$$;

CREATE FUNCTION reprice_products() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path FROM CURRENT
AS $$
BEGIN
    PERFORM reprice_assortments(array_agg(a.store_id), array_agg(a.product_id))
    FROM added JOIN removed USING (id) JOIN assortment a ON a.product_id = added.id
    WHERE added.current_price <> removed.current_price
    HAVING count(*) > 0;
    RETURN NULL;
END $$;

CREATE FUNCTION reprice_in_stores() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path FROM CURRENT
AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        PERFORM reprice_assortments(array_agg(store_id), array_agg(product_id)) FROM removed HAVING count(*) > 0;
    ELSE
        PERFORM reprice_assortments(array_agg(store_id), array_agg(product_id)) FROM added HAVING count(*) > 0;
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER price BEFORE INSERT ON assortment FOR EACH ROW EXECUTE FUNCTION price_assortment();
CREATE TRIGGER reprice AFTER UPDATE ON product REFERENCING OLD TABLE AS removed NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION reprice_products();
CREATE TRIGGER reprice_added AFTER INSERT ON store_price REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION reprice_in_stores();
CREATE TRIGGER reprice_changed AFTER UPDATE ON store_price REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION reprice_in_stores();
CREATE TRIGGER reprice_removed AFTER DELETE ON store_price REFERENCING OLD TABLE AS removed
    FOR EACH STATEMENT EXECUTE FUNCTION reprice_in_stores();

ALTER TABLE assortment ALTER COLUMN price SET NOT NULL;
CREATE INDEX assortment_price ON assortment (store_id, price, product_id);
DROP INDEX store_price_order;

-- What begins with the letters that somebody has typed so far.
CREATE INDEX category_start ON category (fold(name) COLLATE "C") WHERE active;
-- What is reduced, the newest first.
CREATE INDEX product_reduced ON product (created_at, id)
    WHERE (old_price > price OR scheduled_price < price) AND status = 'ACTIVE' AND deleted_at IS NULL;

-- As before, but -es belongs to the ending only behind a hiss or an o: apples, apple; boxes, box; tomatoes, tomato.
CREATE OR REPLACE FUNCTION word_forms(word text) RETURNS text[]
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN ARRAY[word] || CASE
        WHEN length(word) < 4 OR word LIKE '%ss' THEN '{}'
        WHEN word LIKE '%ies' THEN ARRAY[left(word, -3) || 'y', left(word, -1)]
        WHEN word ~ '(s|x|z|ch|sh|o)es$' THEN ARRAY[left(word, -2), left(word, -1)]
        WHEN word LIKE '%s' THEN ARRAY[left(word, -1)]
        WHEN word LIKE '%y' THEN ARRAY[left(word, -1) || 'ies']
        ELSE '{}' END;
