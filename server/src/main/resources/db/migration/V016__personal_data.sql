-- Which keys this database's keyed hashes were made with, to be compared at each start.
CREATE TABLE key_check (
    purpose text  PRIMARY KEY,
    value   bytea NOT NULL
);

-- Customers are counted while they are not erased.
CREATE FUNCTION count_customers() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path FROM CURRENT
AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO row_count SELECT 'customer', '', count(*) FROM added WHERE deleted_at IS NULL HAVING count(*) > 0;
    ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO row_count SELECT 'customer', '', -count(*) FROM removed WHERE deleted_at IS NULL HAVING count(*) > 0;
    ELSE
        INSERT INTO row_count
        SELECT 'customer', '', sum(delta)
        FROM (SELECT 1 AS delta FROM added WHERE deleted_at IS NULL
              UNION ALL
              SELECT -1 FROM removed WHERE deleted_at IS NULL) AS changed
        HAVING sum(delta) <> 0;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER count_added AFTER INSERT ON customer REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION count_customers();
CREATE TRIGGER count_changed AFTER UPDATE ON customer REFERENCING OLD TABLE AS removed NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION count_customers();
CREATE TRIGGER count_removed AFTER DELETE ON customer REFERENCING OLD TABLE AS removed
    FOR EACH STATEMENT EXECUTE FUNCTION count_customers();
INSERT INTO row_count SELECT 'customer', '', count(*) FROM customer WHERE deleted_at IS NULL;

-- The records of a user.
CREATE INDEX employee_user ON employee (user_id) WHERE user_id IS NOT NULL;
