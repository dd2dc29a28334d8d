-- Three roles in place of one: who changes the schema, who sells, who reads.
--
--   aisle_migrator   owns the schema; only ./aisle migrate signs in as it
--   aisle_app        the servers: reads and writes rows. Changes no table, and no line of the audit or of the stock ledger
--   aisle_readonly   reports: reads; nothing sealed, hashed or good for signing in
--
-- Run it once as the database's administrator, connected to Aisle's database, before or after the first migration; it may be
-- run again at any time:
--
--   psql "$ADMIN_URL" --single-transaction -v ON_ERROR_STOP=1 -f deploy/database/roles.sql
--
-- Then give each a password ("\password aisle_app" in psql sends none in the clear). What later migrations add gets its
-- rights by itself. PostgreSQL 15 or newer.

DO $$
DECLARE
    role text;
    it record;
BEGIN
    FOREACH role IN ARRAY ARRAY['aisle_migrator', 'aisle_app', 'aisle_readonly'] LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = role) THEN
            EXECUTE format('CREATE ROLE %I LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION', role);
        END IF;
        EXECUTE format('GRANT CONNECT ON DATABASE %I TO %I', current_database(), role);
        EXECUTE format('ALTER ROLE %I IN DATABASE %I SET search_path = aisle, public', role, current_database());
    END LOOP;
    EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database());
    -- For the schema, and for the extensions that migrations add; all of them are trusted ones.
    EXECUTE format('GRANT CREATE, TEMPORARY ON DATABASE %I TO aisle_migrator', current_database());
    EXECUTE format('ALTER ROLE aisle_readonly IN DATABASE %I SET default_transaction_read_only = on', current_database());
    EXECUTE format('ALTER ROLE aisle_readonly IN DATABASE %I SET statement_timeout = ''60s''', current_database());

    -- An administrator who is no superuser (RDS, Cloud SQL) must be a member of a role to give it anything.
    EXECUTE format('GRANT aisle_migrator TO %I', current_user);

    -- A shop that ran with one role so far: its schema changes hands.
    IF to_regnamespace('aisle') IS NOT NULL THEN
        ALTER SCHEMA aisle OWNER TO aisle_migrator;
        FOR it IN
            SELECT c.oid::regclass AS name
            FROM pg_class c
            WHERE c.relnamespace = 'aisle'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm')
              AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')
        LOOP
            EXECUTE format('ALTER TABLE %s OWNER TO aisle_migrator', it.name); -- its sequences and indexes go along
        END LOOP;
        FOR it IN
            SELECT c.oid::regclass AS name
            FROM pg_class c
            WHERE c.relnamespace = 'aisle'::regnamespace AND c.relkind = 'S'
              AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype IN ('a', 'i', 'e'))
        LOOP
            EXECUTE format('ALTER SEQUENCE %s OWNER TO aisle_migrator', it.name);
        END LOOP;
        FOR it IN
            SELECT p.oid::regprocedure AS name
            FROM pg_proc p
            WHERE p.pronamespace = 'aisle'::regnamespace
              AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
        LOOP
            EXECUTE format('ALTER ROUTINE %s OWNER TO aisle_migrator', it.name);
        END LOOP;
    END IF;

    IF to_regprocedure('aisle.grant_rights()') IS NOT NULL THEN
        PERFORM aisle.grant_rights();
    END IF;
END $$;
