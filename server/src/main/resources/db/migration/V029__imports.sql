-- How a file is read, how many cells of it were bad in all, and in which stores whoever sent it may change something:
-- null for all of them. The rows of a file are dealt out to parts that are written at the same time; each
-- remembers how many rows of the file it has behind it.
ALTER TABLE import_job
    ADD COLUMN format         text   NOT NULL DEFAULT 'MAPPED'
        CHECK (format IN ('AISLE', 'MAPPED', 'SHOPIFY', 'WOOCOMMERCE')),
    ADD COLUMN error_count    bigint NOT NULL DEFAULT 0,
    ADD COLUMN part_rows      bigint[] NOT NULL DEFAULT '{0,0}',
    ADD COLUMN allowed_stores uuid[];
UPDATE import_job SET part_rows = ARRAY[processed, processed] WHERE status IN ('QUEUED', 'RUNNING');
