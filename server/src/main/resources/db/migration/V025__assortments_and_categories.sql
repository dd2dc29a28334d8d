-- How many products that shoppers see each store sells, and how many stand in each category itself, kept up by what
-- changes them. Whoever links a product to a store, or takes it out, holds the product's row, so that its status cannot
-- change between the two halves of the sum.
CREATE FUNCTION count_assortment() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path FROM CURRENT
AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO row_count
        SELECT 'assortment', a.store_id::text, count(*)
        FROM added a JOIN product p ON p.id = a.product_id
        WHERE p.status = 'ACTIVE' AND p.deleted_at IS NULL
        GROUP BY a.store_id;
    ELSE
        -- Of a store that is archived everything goes at once, and its count with it: nothing to look up a million times.
        INSERT INTO row_count
        WITH counted AS MATERIALIZED (
            SELECT a.store_id, a.product_id
            FROM removed a JOIN store s ON s.id = a.store_id
            WHERE s.archived_at IS NULL
        )
        SELECT 'assortment', c.store_id::text, -count(*)
        FROM counted c JOIN product p ON p.id = c.product_id
        WHERE p.status = 'ACTIVE' AND p.deleted_at IS NULL
        GROUP BY c.store_id;
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION count_products_sold() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path FROM CURRENT
AS $$
BEGIN
    INSERT INTO row_count
    SELECT 'assortment', a.store_id::text, sum(changed.delta)
    FROM (SELECT id, sum(delta) AS delta
          FROM (SELECT id, 1 AS delta FROM added WHERE status = 'ACTIVE' AND deleted_at IS NULL
                UNION ALL
                SELECT id, -1 FROM removed WHERE status = 'ACTIVE' AND deleted_at IS NULL) AS either
          GROUP BY id
          HAVING sum(delta) <> 0) AS changed
    JOIN assortment a ON a.product_id = changed.id
    GROUP BY a.store_id
    HAVING sum(changed.delta) <> 0;
    RETURN NULL;
END $$;

CREATE FUNCTION count_products_in_categories() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path FROM CURRENT
AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO row_count
        SELECT 'category', category_id::text, count(*) FROM added
        WHERE status = 'ACTIVE' AND deleted_at IS NULL AND category_id IS NOT NULL
        GROUP BY category_id;
    ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO row_count
        SELECT 'category', category_id::text, -count(*) FROM removed
        WHERE status = 'ACTIVE' AND deleted_at IS NULL AND category_id IS NOT NULL
        GROUP BY category_id;
    ELSE
        INSERT INTO row_count
        SELECT 'category', category_id::text, sum(delta)
        FROM (SELECT category_id, 1 AS delta FROM added WHERE status = 'ACTIVE' AND deleted_at IS NULL
              UNION ALL
              SELECT category_id, -1 FROM removed WHERE status = 'ACTIVE' AND deleted_at IS NULL) AS changed
        WHERE category_id IS NOT NULL
        GROUP BY category_id
        HAVING sum(delta) <> 0;
    END IF;
    RETURN NULL;
END $$;

-- Each table is counted once its triggers stand, which keep writers away until the migration is through.
CREATE TRIGGER count_categories_added AFTER INSERT ON product REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION count_products_in_categories();
CREATE TRIGGER count_categories_changed AFTER UPDATE ON product REFERENCING OLD TABLE AS removed NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION count_products_in_categories();
CREATE TRIGGER count_categories_removed AFTER DELETE ON product REFERENCING OLD TABLE AS removed
    FOR EACH STATEMENT EXECUTE FUNCTION count_products_in_categories();
CREATE TRIGGER count_sold_changed AFTER UPDATE ON product REFERENCING OLD TABLE AS removed NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION count_products_sold();
CREATE TRIGGER count_added AFTER INSERT ON assortment REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION count_assortment();
CREATE TRIGGER count_removed AFTER DELETE ON assortment REFERENCING OLD TABLE AS removed
    FOR EACH STATEMENT EXECUTE FUNCTION count_assortment();

INSERT INTO row_count
SELECT 'category', category_id::text, count(*) FROM product
WHERE status = 'ACTIVE' AND deleted_at IS NULL AND category_id IS NOT NULL
GROUP BY category_id;

INSERT INTO row_count
SELECT 'assortment', a.store_id::text, count(*)
FROM assortment a JOIN product p ON p.id = a.product_id
WHERE p.status = 'ACTIVE' AND p.deleted_at IS NULL
GROUP BY a.store_id;

-- A category that is removed must not be read of all products, also of those that were deleted.
DROP INDEX product_category;
CREATE INDEX product_category ON product (category_id);

-- The few categories that shoppers do not see, and with them all below.
CREATE INDEX category_inactive ON category (id) WHERE NOT active;
CREATE INDEX category_parent ON category (parent_id);
