-- Tags can be renamed and found by a part of their name. Those of a store that was archived have no store any more.
ALTER TABLE tag
    ADD COLUMN name_lower text        NOT NULL GENERATED ALWAYS AS (lower(name COLLATE "und-x-icu")) STORED,
    ADD COLUMN version    bigint      NOT NULL DEFAULT 1,
    ADD COLUMN updated_at timestamptz;
UPDATE tag SET updated_at = created_at;
ALTER TABLE tag ALTER COLUMN updated_at SET NOT NULL;
DROP INDEX tag_name;
CREATE UNIQUE INDEX tag_name ON tag (store_id, name_lower) WHERE store_id IS NOT NULL;
CREATE INDEX tag_list ON tag (name_lower, id);
CREATE INDEX tag_unassigned ON tag (name_lower, id) WHERE store_id IS NULL;
CREATE INDEX tag_name_part ON tag USING gin (name_lower gin_trgm_ops);

-- Whoever archives a store asks first whether orders of it are still under way.
CREATE INDEX orders_open ON orders (store_id) WHERE status NOT IN ('DELIVERED', 'CANCELED');
