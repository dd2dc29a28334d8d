-- The few products that no store sells, so that they are found without looking at all others. Whoever takes a product out of
-- a store first takes its row here, so that of two who take it out of its last two stores the second sees what the first
-- did. A product may be here that a store has just begun to sell, or that is gone: readers look at both tables too, which is
-- cheaper than a foreign key that is asked for each product of an import.
CREATE TABLE unassigned_product (
    product_id uuid PRIMARY KEY
);

CREATE FUNCTION keep_new_products() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path FROM CURRENT
AS $$
BEGIN
    INSERT INTO unassigned_product SELECT id FROM added;
    RETURN NULL;
END $$;

CREATE FUNCTION keep_unassigned_products() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path FROM CURRENT
AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        WITH sold AS MATERIALIZED (
            SELECT u.product_id FROM unassigned_product u
            WHERE u.product_id IN (SELECT product_id FROM added)
            ORDER BY u.product_id
            FOR UPDATE
        )
        DELETE FROM unassigned_product u USING sold WHERE u.product_id = sold.product_id;
    ELSE
        INSERT INTO unassigned_product
        SELECT DISTINCT product_id FROM removed ORDER BY product_id
        ON CONFLICT (product_id) DO UPDATE SET product_id = excluded.product_id;
        -- A statement of its own: it sees what others did while their rows were waited for.
        DELETE FROM unassigned_product u
        USING removed r
        WHERE u.product_id = r.product_id
            AND EXISTS (SELECT FROM assortment a WHERE a.product_id = r.product_id);
    END IF;
    RETURN NULL;
END $$;

-- Filled once its triggers stand, which keep writers away until the migration is through.
CREATE TRIGGER keep_unassigned AFTER INSERT ON product REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION keep_new_products();
CREATE TRIGGER keep_unassigned_added AFTER INSERT ON assortment REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION keep_unassigned_products();
CREATE TRIGGER keep_unassigned_removed AFTER DELETE ON assortment REFERENCING OLD TABLE AS removed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_unassigned_products();

INSERT INTO unassigned_product
SELECT p.id FROM product p WHERE NOT EXISTS (SELECT FROM assortment a WHERE a.product_id = p.id);
