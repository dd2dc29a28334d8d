-- What the chain, or one store instead of it, decided about a key, and from when on it holds. Nothing is ever changed here:
-- of the rows that hold already the one with the latest valid_from counts, of two with the same the later one. So the table
-- is its own history. value NULL: from then on what is inherited counts again.
CREATE TABLE setting_value (
    id         uuid        PRIMARY KEY,
    key        text        NOT NULL,
    store_id   uuid        REFERENCES store,
    value      text,
    currency   char(3),
    valid_from timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    updated_by uuid
);
CREATE INDEX setting_value_in_force ON setting_value (key, store_id, valid_from DESC, id DESC);
CREATE INDEX setting_value_newest ON setting_value (updated_at DESC, id DESC);

-- NULL for a rate that was loaded and not set by anybody.
ALTER TABLE tax_rate
    ADD COLUMN updated_at timestamptz,
    ADD COLUMN updated_by uuid;

-- Counts how often the settings were changed, so that nobody overwrites what somebody else has just decided.
INSERT INTO setting (key, value, updated_at) VALUES ('settings', '1', '2026-01-01T00:00:00Z');

INSERT INTO setting_value (id, key, value, valid_from, updated_at, updated_by)
SELECT '00000000-0000-7000-8000-000000000001', 'delivery_source_store_id', value #>> '{}', updated_at, updated_at, updated_by
FROM setting WHERE key = 'delivery_source_store_id';
