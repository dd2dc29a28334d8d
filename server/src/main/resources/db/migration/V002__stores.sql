CREATE TABLE store (
    id                 uuid        PRIMARY KEY,
    name               text        NOT NULL CHECK (name <> ''),
    name_lower         text        NOT NULL GENERATED ALWAYS AS (lower(name COLLATE "und-x-icu")) STORED,
    address            jsonb,
    country            char(2),
    timezone           text        NOT NULL,
    currency           char(3)     NOT NULL,
    delivers           boolean     NOT NULL,
    prices_include_tax boolean     NOT NULL DEFAULT true,
    opening_hours      jsonb       NOT NULL DEFAULT '{}',
    postcodes          text[]      NOT NULL DEFAULT '{}',
    active             boolean     NOT NULL DEFAULT true,
    version            bigint      NOT NULL DEFAULT 1,
    created_at         timestamptz NOT NULL,
    updated_at         timestamptz NOT NULL,
    archived_at        timestamptz
);
-- A name is free again once its store is archived.
CREATE UNIQUE INDEX store_name ON store (name_lower) WHERE archived_at IS NULL;
CREATE INDEX store_name_part ON store USING gin (name_lower gin_trgm_ops) WHERE archived_at IS NULL;
