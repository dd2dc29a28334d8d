-- Least privilege: a server that may use the tables and not change them (deploy/database/roles.sql makes the roles).

-- A server without the right to create tables makes its month partitions through this function, with its owner's rights.
-- A partition for a month of a table that has partitions is all that it makes.
CREATE OR REPLACE FUNCTION ensure_month_partitions(parent regclass, first_day date, months int) RETURNS int
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = aisle, pg_temp
AS $$
DECLARE
    month date := date_trunc('month', first_day)::date;
    child text;
    made int := 0;
BEGIN
    IF months > 120 THEN
        RAISE 'month partitions are made for ten years at most';
    END IF;
    FOR i IN 1..months LOOP
        child := (SELECT relname FROM pg_class WHERE oid = parent AND relnamespace = 'aisle'::regnamespace)
            || to_char(month, '_YYYY_MM');
        IF to_regclass(format('aisle.%I', child)) IS NULL THEN
            EXECUTE format('CREATE TABLE aisle.%I PARTITION OF %s FOR VALUES FROM (%L) TO (%L)',
                child, parent, month::timestamp AT TIME ZONE 'UTC', (month + interval '1 month')::timestamp AT TIME ZONE 'UTC');
            made := made + 1;
        END IF;
        month := (month + interval '1 month')::date;
    END LOOP;
    RETURN made;
END $$;
REVOKE ALL ON FUNCTION ensure_month_partitions(regclass, date, int) FROM PUBLIC;

-- Gives aisle_app and aisle_readonly, where these roles exist, what they need of every table, and nothing else. It runs
-- after each migration (afterMigrateApplied.sql), so that a new table is never forgotten. Partitions get no rights of their
-- own: they are reached through their table, which for the books and the audit allows no change.
CREATE FUNCTION grant_rights() RETURNS void
    LANGUAGE plpgsql
    SET search_path = aisle, pg_temp
AS $$
DECLARE
    it record;
    app boolean := EXISTS (SELECT FROM pg_roles WHERE rolname = 'aisle_app');
    readonly boolean := EXISTS (SELECT FROM pg_roles WHERE rolname = 'aisle_readonly');
BEGIN
    IF app THEN
        GRANT USAGE ON SCHEMA aisle TO aisle_app;
        REVOKE ALL ON ALL TABLES IN SCHEMA aisle FROM aisle_app;
        GRANT USAGE ON ALL SEQUENCES IN SCHEMA aisle TO aisle_app;
        GRANT EXECUTE ON FUNCTION ensure_month_partitions(regclass, date, int) TO aisle_app;
    END IF;
    IF readonly THEN
        GRANT USAGE ON SCHEMA aisle TO aisle_readonly;
        REVOKE ALL ON ALL TABLES IN SCHEMA aisle FROM aisle_readonly;
    END IF;
    FOR it IN
        SELECT c.oid::regclass AS name,
               c.relname,
               string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum)
                   FILTER (WHERE a.attname !~ '(_enc|_hmac|_mac|^mac)$|hash|token|secret|password') AS open_columns
        FROM pg_class c
        JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
        WHERE c.relnamespace = 'aisle'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm') AND NOT c.relispartition
        GROUP BY c.oid, c.relname
    LOOP
        IF app THEN
            EXECUTE format('GRANT %s ON %s TO aisle_app',
                CASE
                    WHEN it.relname = 'flyway_schema_history' THEN 'SELECT'
                    WHEN it.relname IN ('audit_entry', 'stock_movement') THEN 'SELECT, INSERT'
                    ELSE 'SELECT, INSERT, UPDATE, DELETE'
                END, it.name);
        END IF;
        -- Reports see no personal data and nothing that anybody could sign in with, not even sealed.
        IF readonly AND it.open_columns IS NOT NULL THEN
            EXECUTE format('GRANT SELECT (%s) ON %s TO aisle_readonly', it.open_columns, it.name);
        END IF;
    END LOOP;
END $$;
REVOKE ALL ON FUNCTION grant_rights() FROM PUBLIC;
