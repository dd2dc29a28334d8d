-- A slug leads to one product. Those that share one so far get a part of their id behind it.
UPDATE product
SET slug = product.slug || '-' || right(product.id::text, 12)
FROM (SELECT id, row_number() OVER (PARTITION BY slug ORDER BY created_at, id) AS number
      FROM product WHERE deleted_at IS NULL) AS namesakes
WHERE namesakes.id = product.id AND namesakes.number > 1;
CREATE UNIQUE INDEX product_slug ON product (slug) WHERE deleted_at IS NULL;

-- An image has a text for those who do not see it.
UPDATE product
SET images = (SELECT jsonb_agg(jsonb_build_object('url', image, 'alt', NULL) ORDER BY position)
              FROM jsonb_array_elements(images) WITH ORDINALITY AS listed (image, position))
WHERE images <> '[]' AND jsonb_typeof(images -> 0) = 'string';

-- Two variants of one group differ in their options. A hash, since long options would not fit into a page of the index.
CREATE UNIQUE INDEX product_variant ON product (group_id, md5(lower(options::text COLLATE "und-x-icu")))
    WHERE group_id IS NOT NULL AND deleted_at IS NULL;
ALTER TABLE product ADD CONSTRAINT product_options CHECK (group_id IS NOT NULL OR options = '{}');
ALTER TABLE product_group ADD COLUMN updated_at timestamptz;
UPDATE product_group SET updated_at = created_at;
ALTER TABLE product_group ALTER COLUMN updated_at SET NOT NULL;
