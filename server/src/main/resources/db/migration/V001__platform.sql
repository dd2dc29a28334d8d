-- What every feature stands on: text folding, month partitions, idempotency, outbox, settings, audit.
-- Dialect: PostgreSQL 15. Ids and times come from the application; no statement here calls now().

CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS unaccent;

-- Lower case without accents, for search. unaccent() itself is only STABLE (its dictionary could change);
-- a generated column needs IMMUTABLE, so the promise not to change the dictionary is made here.
CREATE FUNCTION fold(value text) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    SET search_path FROM CURRENT
AS $$ SELECT lower(unaccent('unaccent', normalize(value, NFKC)) COLLATE "und-x-icu") $$;

-- A text for use within a LIKE pattern, in which its own %, _ and \ mean themselves. For texts that are folded first:
-- folding may make a % of another character, so that escaping must come after it.
CREATE FUNCTION like_literal(value text) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
AS $$ SELECT replace(replace(replace(value, '\', '\\'), '%', '\%'), '_', '\_') $$;

-- Creates the month partitions [month of first_day, month of first_day + months) of a table that are missing.
CREATE FUNCTION ensure_month_partitions(parent regclass, first_day date, months int) RETURNS int
    LANGUAGE plpgsql AS $$
DECLARE
    month date := date_trunc('month', first_day)::date;
    child text;
    made int := 0;
BEGIN
    FOR i IN 1..months LOOP
        child := (SELECT relname FROM pg_class WHERE oid = parent) || to_char(month, '_YYYY_MM');
        IF to_regclass(format('%I.%I', (SELECT n.nspname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.oid = parent), child)) IS NULL THEN
            EXECUTE format('CREATE TABLE %I PARTITION OF %s FOR VALUES FROM (%L) TO (%L)',
                child, parent, month::timestamp AT TIME ZONE 'UTC', (month + interval '1 month')::timestamp AT TIME ZONE 'UTC');
            made := made + 1;
        END IF;
        month := (month + interval '1 month')::date;
    END LOOP;
    RETURN made;
END $$;

-- A stored answer per caller and key. The body holds personal data, so it is encrypted.
CREATE TABLE idempotency (
    caller      text        NOT NULL,
    method      text        NOT NULL,
    path        text        NOT NULL,
    key         text        NOT NULL,
    fingerprint bytea       NOT NULL,
    status      int         NOT NULL,
    location    text,
    body_enc    bytea       NOT NULL,
    created_at  timestamptz NOT NULL,
    expires_at  timestamptz NOT NULL,
    PRIMARY KEY (caller, method, path, key)
);
CREATE INDEX idempotency_expires_at ON idempotency (expires_at);

-- Events commit with the change that caused them; each subscriber has a delivery row of its own.
CREATE TABLE outbox (
    id                uuid        PRIMARY KEY,
    type              text        NOT NULL,
    aggregate_type    text        NOT NULL,
    aggregate_id      text        NOT NULL,
    aggregate_version bigint      NOT NULL,
    payload           jsonb       NOT NULL,
    request_id        text,
    occurred_at       timestamptz NOT NULL
);

CREATE TABLE outbox_delivery (
    event_id        uuid        NOT NULL REFERENCES outbox ON DELETE CASCADE,
    subscriber      text        NOT NULL,
    attempts        int         NOT NULL DEFAULT 0,
    next_attempt_at timestamptz NOT NULL,
    delivered_at    timestamptz,
    last_error      text,
    PRIMARY KEY (event_id, subscriber)
);
CREATE INDEX outbox_delivery_due ON outbox_delivery (next_attempt_at) WHERE delivered_at IS NULL;

CREATE TABLE setting (
    key        text        PRIMARY KEY,
    value      jsonb       NOT NULL,
    version    bigint      NOT NULL DEFAULT 1,
    updated_at timestamptz NOT NULL,
    updated_by uuid
);

-- Ids, names of changed fields and masked values only: never personal data. Written in the writer's transaction.
CREATE TABLE audit_entry (
    id             uuid        NOT NULL,
    occurred_at    timestamptz NOT NULL,
    actor_id       uuid,
    actor_role     text,
    action         text        NOT NULL,
    resource_type  text        NOT NULL,
    resource_id    text        NOT NULL,
    store_id       uuid,
    details        jsonb       NOT NULL,
    request_id     text,
    remote_address text,
    mac            bytea       NOT NULL,
    PRIMARY KEY (id, occurred_at)
) PARTITION BY RANGE (occurred_at);
CREATE INDEX audit_entry_occurred_at ON audit_entry (occurred_at);
CREATE INDEX audit_entry_resource ON audit_entry (resource_type, resource_id, occurred_at);
CREATE INDEX audit_entry_actor ON audit_entry (actor_id, occurred_at);
-- Catches entries of months that have no partition of their own, so that no writer ever fails for one.
CREATE TABLE audit_entry_default PARTITION OF audit_entry DEFAULT;
