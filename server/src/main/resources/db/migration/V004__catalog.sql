-- path: the ids from the root to the category itself, so that a subtree is one index condition.
CREATE TABLE category (
    id         uuid        PRIMARY KEY,
    parent_id  uuid        REFERENCES category,
    name       text        NOT NULL CHECK (name <> ''),
    path       uuid[]      NOT NULL CHECK (path[array_length(path, 1)] = id),
    path_name  text        NOT NULL,
    position   int         NOT NULL DEFAULT 0,
    active     boolean     NOT NULL DEFAULT true,
    version    bigint      NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL
);
CREATE UNIQUE INDEX category_name ON category (parent_id, (lower(name COLLATE "und-x-icu"))) NULLS NOT DISTINCT;
CREATE INDEX category_path ON category USING gin (path);
-- A hash, since a long path would not fit into a page of an ordered index.
CREATE INDEX category_path_name ON category USING hash (lower(path_name COLLATE "und-x-icu"));

INSERT INTO category (id, name, path, path_name, position, created_at, updated_at)
SELECT id::uuid, name, ARRAY[id::uuid], name, position, '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z'
FROM (VALUES
    ('01973f00-0000-7000-8000-000000000001', 'Grocery', 1),
    ('01973f00-0000-7000-8000-000000000002', 'Household', 2),
    ('01973f00-0000-7000-8000-000000000003', 'Electronics', 3),
    ('01973f00-0000-7000-8000-000000000004', 'Stationery', 4),
    ('01973f00-0000-7000-8000-000000000005', 'Personal Care', 5),
    ('01973f00-0000-7000-8000-000000000006', 'Apparel', 6),
    ('01973f00-0000-7000-8000-000000000007', 'Home Improvement', 7),
    ('01973f00-0000-7000-8000-000000000008', 'Pet', 8)
) AS defaults (id, name, position);

-- Variants are products that share a group.
CREATE TABLE product_group (
    id         uuid        PRIMARY KEY,
    handle     text        NOT NULL UNIQUE,
    title      text        NOT NULL,
    created_at timestamptz NOT NULL
);

-- price and old_price are the chain's current list price; product_price keeps its history and the stores' own prices.
CREATE TABLE product (
    id               uuid          PRIMARY KEY,
    sku              text          NOT NULL CHECK (sku <> ''),
    gtin             text,
    name             text          NOT NULL CHECK (name <> '' AND length(name) <= 200),
    name_lower       text          NOT NULL GENERATED ALWAYS AS (lower(name COLLATE "und-x-icu")) STORED,
    search_text      text          NOT NULL GENERATED ALWAYS AS (fold(name || ' ' || coalesce(brand, ''))) STORED,
    slug             text          NOT NULL,
    description      text,
    brand            text,
    category_id      uuid          REFERENCES category,
    unit             text          NOT NULL CHECK (unit IN ('EACH', 'KG', 'L', 'M')),
    price            numeric(19,4) NOT NULL CHECK (price >= 0),
    old_price        numeric(19,4) CHECK (old_price >= 0),
    currency         char(3)       NOT NULL,
    tax_class        text          NOT NULL DEFAULT 'STANDARD',
    is_organic       boolean       NOT NULL DEFAULT false,
    lot_tracked      boolean       NOT NULL DEFAULT false,
    nutritional_info jsonb,
    attributes       jsonb         NOT NULL DEFAULT '{}',
    images           jsonb         NOT NULL DEFAULT '[]',
    status           text          NOT NULL CHECK (status IN ('DRAFT', 'ACTIVE', 'ARCHIVED')),
    group_id         uuid          REFERENCES product_group,
    options          jsonb         NOT NULL DEFAULT '{}',
    created_by       uuid,
    version          bigint        NOT NULL DEFAULT 1,
    created_at       timestamptz   NOT NULL,
    updated_at       timestamptz   NOT NULL,
    deleted_at       timestamptz
);
CREATE UNIQUE INDEX product_sku ON product (sku) WHERE deleted_at IS NULL;
CREATE INDEX product_gtin ON product (gtin) WHERE gtin IS NOT NULL AND deleted_at IS NULL;
CREATE INDEX product_category ON product (category_id) WHERE deleted_at IS NULL;
CREATE INDEX product_group_id ON product (group_id) WHERE group_id IS NOT NULL;
CREATE INDEX product_name ON product (name_lower, id) WHERE deleted_at IS NULL;
CREATE INDEX product_price_order ON product (price, id) WHERE deleted_at IS NULL;
CREATE INDEX product_name_part ON product USING gin (name_lower gin_trgm_ops);
CREATE INDEX product_search ON product USING gin (search_text gin_trgm_ops);

CREATE TABLE product_price (
    product_id uuid          NOT NULL REFERENCES product ON DELETE CASCADE,
    store_id   uuid          REFERENCES store,
    currency   char(3)       NOT NULL,
    valid_from timestamptz   NOT NULL,
    price      numeric(19,4) NOT NULL CHECK (price >= 0),
    old_price  numeric(19,4) CHECK (old_price >= 0),
    CONSTRAINT product_price_key UNIQUE NULLS NOT DISTINCT (product_id, store_id, currency, valid_from)
);

CREATE TABLE assortment (
    store_id   uuid        NOT NULL REFERENCES store,
    product_id uuid        NOT NULL REFERENCES product,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (store_id, product_id)
);
CREATE INDEX assortment_product ON assortment (product_id);

CREATE TABLE tag (
    id         uuid        PRIMARY KEY,
    store_id   uuid        REFERENCES store,
    name       text        NOT NULL CHECK (name <> ''),
    created_at timestamptz NOT NULL
);
CREATE UNIQUE INDEX tag_name ON tag (store_id, (lower(name COLLATE "und-x-icu"))) WHERE store_id IS NOT NULL;

CREATE TABLE product_tag (
    product_id uuid NOT NULL REFERENCES product ON DELETE CASCADE,
    tag_id     uuid NOT NULL REFERENCES tag ON DELETE CASCADE,
    PRIMARY KEY (product_id, tag_id)
);
CREATE INDEX product_tag_tag ON product_tag (tag_id);

-- A share: 0.2300 is 23 %.
CREATE TABLE tax_rate (
    country    char(2)      NOT NULL,
    tax_class  text         NOT NULL,
    valid_from date         NOT NULL,
    rate       numeric(7,4) NOT NULL CHECK (rate >= 0 AND rate < 10),
    PRIMARY KEY (country, tax_class, valid_from)
);

CREATE TABLE import_job (
    id          uuid        PRIMARY KEY,
    kind        text        NOT NULL CHECK (kind IN ('PRODUCTS', 'INVENTORY', 'ORDERS')),
    status      text        NOT NULL CHECK (status IN ('QUEUED', 'RUNNING', 'COMPLETED', 'FAILED', 'CANCELED')),
    file_name   text        NOT NULL,
    mapping     jsonb       NOT NULL,
    currency    char(3)     NOT NULL,
    store_id    uuid        REFERENCES store,
    dry_run     boolean     NOT NULL,
    total_rows  bigint,
    processed   bigint      NOT NULL DEFAULT 0,
    created     bigint      NOT NULL DEFAULT 0,
    updated     bigint      NOT NULL DEFAULT 0,
    unchanged   bigint      NOT NULL DEFAULT 0,
    failed      bigint      NOT NULL DEFAULT 0,
    failure     text,
    created_by  uuid,
    lease_until timestamptz,
    version     bigint      NOT NULL DEFAULT 1,
    created_at  timestamptz NOT NULL,
    started_at  timestamptz,
    finished_at timestamptz
);
CREATE INDEX import_job_open ON import_job (created_at) WHERE status IN ('QUEUED', 'RUNNING');
CREATE INDEX import_job_created_at ON import_job (created_at DESC, id DESC);

-- The uploaded file in pieces, so that any node may go on with a job; removed when the job has ended.
CREATE TABLE import_chunk (
    job_id uuid  NOT NULL REFERENCES import_job ON DELETE CASCADE,
    seq    int   NOT NULL,
    data   bytea NOT NULL,
    PRIMARY KEY (job_id, seq)
);

CREATE TABLE import_error (
    job_id      uuid   NOT NULL REFERENCES import_job ON DELETE CASCADE,
    row_number  bigint NOT NULL,
    column_name text   NOT NULL,
    reason      text   NOT NULL,
    value       text,
    PRIMARY KEY (job_id, row_number, column_name)
);
