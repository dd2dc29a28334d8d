-- Exact numbers of rows of the tables that grow without bound. A statement that adds or removes rows leaves one row per
-- part here that says by how many; the number is their sum, and a background piece of work sums them up from time to
-- time. Nobody updates a row, so writers never wait for each other. subject is the table; part is the store, or of a
-- product its status.
CREATE TABLE row_count (
    subject text   NOT NULL,
    part    text   NOT NULL,
    delta   bigint NOT NULL
);
CREATE INDEX row_count_part ON row_count (subject, part);

CREATE FUNCTION count_rows() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path FROM CURRENT
AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO row_count SELECT TG_ARGV[0], '', count(*) FROM added HAVING count(*) > 0;
    ELSE
        INSERT INTO row_count SELECT TG_ARGV[0], '', -count(*) FROM removed HAVING count(*) > 0;
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION count_rows_by_store() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path FROM CURRENT
AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO row_count SELECT TG_ARGV[0], store_id::text, count(*) FROM added GROUP BY store_id;
    ELSE
        INSERT INTO row_count SELECT TG_ARGV[0], store_id::text, -count(*) FROM removed GROUP BY store_id;
    END IF;
    RETURN NULL;
END $$;

-- A product that is deleted stays as a row, and its status may change.
CREATE FUNCTION count_products() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path FROM CURRENT
AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO row_count SELECT 'product', status, count(*) FROM added WHERE deleted_at IS NULL GROUP BY status;
    ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO row_count SELECT 'product', status, -count(*) FROM removed WHERE deleted_at IS NULL GROUP BY status;
    ELSE
        INSERT INTO row_count
        SELECT 'product', status, sum(delta)
        FROM (SELECT status, 1 AS delta FROM added WHERE deleted_at IS NULL
              UNION ALL
              SELECT status, -1 FROM removed WHERE deleted_at IS NULL) AS changed
        GROUP BY status
        HAVING sum(delta) <> 0;
    END IF;
    RETURN NULL;
END $$;

-- Each table is counted once its trigger stands, which keeps writers away until the migration is through. The order is
-- that in which an order locks them.
CREATE TRIGGER count_added AFTER INSERT ON app_user REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION count_rows('app_user');
CREATE TRIGGER count_removed AFTER DELETE ON app_user REFERENCING OLD TABLE AS removed
    FOR EACH STATEMENT EXECUTE FUNCTION count_rows('app_user');
INSERT INTO row_count SELECT 'app_user', '', count(*) FROM app_user;

CREATE TRIGGER count_added AFTER INSERT ON product REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION count_products();
CREATE TRIGGER count_changed AFTER UPDATE ON product REFERENCING OLD TABLE AS removed NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION count_products();
CREATE TRIGGER count_removed AFTER DELETE ON product REFERENCING OLD TABLE AS removed
    FOR EACH STATEMENT EXECUTE FUNCTION count_products();
INSERT INTO row_count SELECT 'product', status, count(*) FROM product WHERE deleted_at IS NULL GROUP BY status;

CREATE TRIGGER count_added AFTER INSERT ON orders REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION count_rows_by_store('orders');
CREATE TRIGGER count_removed AFTER DELETE ON orders REFERENCING OLD TABLE AS removed
    FOR EACH STATEMENT EXECUTE FUNCTION count_rows_by_store('orders');
INSERT INTO row_count SELECT 'orders', store_id::text, count(*) FROM orders GROUP BY store_id;

CREATE TRIGGER count_added AFTER INSERT ON stock REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION count_rows_by_store('stock');
CREATE TRIGGER count_removed AFTER DELETE ON stock REFERENCING OLD TABLE AS removed
    FOR EACH STATEMENT EXECUTE FUNCTION count_rows_by_store('stock');
INSERT INTO row_count SELECT 'stock', store_id::text, count(*) FROM stock GROUP BY store_id;

CREATE TRIGGER count_added AFTER INSERT ON stock_movement REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION count_rows_by_store('stock_movement');
CREATE TRIGGER count_removed AFTER DELETE ON stock_movement REFERENCING OLD TABLE AS removed
    FOR EACH STATEMENT EXECUTE FUNCTION count_rows_by_store('stock_movement');
INSERT INTO row_count SELECT 'stock_movement', store_id::text, count(*) FROM stock_movement GROUP BY store_id;

-- The sorts of lists over everything, each with the id as its last key.
CREATE INDEX product_newest ON product (created_at, id) WHERE deleted_at IS NULL;
CREATE INDEX product_price_name ON product (price, name_lower, id) WHERE deleted_at IS NULL;
CREATE INDEX orders_newest ON orders (created_at, id);
CREATE INDEX stock_movement_newest ON stock_movement (occurred_at, store_id, product_id, seq);
DROP INDEX product_price_order;

-- A store's own prices, all at once.
CREATE INDEX product_price_store ON product_price (store_id, product_id, valid_from) WHERE store_id IS NOT NULL;

-- What a repeated request is answered with has its entity tag too.
ALTER TABLE idempotency ADD COLUMN etag text;
