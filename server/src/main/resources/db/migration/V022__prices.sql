-- What a product costs, where and when. Each row is a span of time [valid_from, valid_to) in which a price is meant to
-- hold: of the whole chain, or of one store. A list price holds until it is replaced; a scheduled one, such as a sale,
-- comes before the list price of the same place while its span lasts. A store's prices come before the chain's.
-- product.price is the chain's present list price once more.
CREATE EXTENSION IF NOT EXISTS btree_gist;

ALTER TABLE product_price
    ADD COLUMN valid_to   timestamptz NOT NULL DEFAULT 'infinity',
    ADD COLUMN scheduled  boolean     NOT NULL DEFAULT false,
    -- Of scheduled prices, which are addressed one by one.
    ADD COLUMN id         uuid,
    ADD COLUMN version    bigint      NOT NULL DEFAULT 1,
    ADD COLUMN created_by uuid,
    -- When the current prices that lists are sorted by must next be looked at because of this row.
    ADD COLUMN boundary   timestamptz;

UPDATE product_price
SET valid_to = spans.valid_to
FROM (SELECT ctid AS place,
             lead(valid_from) OVER (PARTITION BY product_id, store_id, currency ORDER BY valid_from) AS valid_to
      FROM product_price) AS spans
WHERE product_price.ctid = spans.place AND spans.valid_to IS NOT NULL;

ALTER TABLE product_price
    DROP CONSTRAINT product_price_key,
    ADD CONSTRAINT product_price_span CHECK (valid_from < valid_to),
    ADD CONSTRAINT product_price_scheduled CHECK (scheduled = (id IS NOT NULL)),
    -- At most one list price of a place is open; the present and the future prices of a product are found by it too.
    ADD CONSTRAINT product_price_key
        UNIQUE NULLS NOT DISTINCT (product_id, valid_to, store_id, currency, scheduled),
    ADD CONSTRAINT product_price_overlap EXCLUDE USING gist (
        product_id WITH =,
        (coalesce(store_id, '00000000-0000-0000-0000-000000000000'::uuid)) WITH =,
        currency WITH =,
        tstzrange(valid_from, valid_to) WITH &&) WHERE (scheduled);
DROP INDEX product_price_store;
CREATE UNIQUE INDEX product_price_id ON product_price (id) WHERE id IS NOT NULL;
CREATE INDEX product_price_boundary ON product_price (boundary) WHERE boundary IS NOT NULL;

-- What lists are sorted and filtered by: the price of the whole chain stands in product.current_price, and here what a
-- store asks now where that differs from the chain's way. Both follow the spans above within seconds.
CREATE TABLE store_price (
    store_id   uuid          NOT NULL REFERENCES store,
    product_id uuid          NOT NULL REFERENCES product ON DELETE CASCADE,
    price      numeric(19,4) NOT NULL CHECK (price >= 0),
    PRIMARY KEY (store_id, product_id)
);
CREATE INDEX store_price_order ON store_price (store_id, price, product_id);
CREATE INDEX store_price_product ON store_price (product_id);

INSERT INTO store_price (store_id, product_id, price)
SELECT pp.store_id, pp.product_id, pp.price
FROM product_price pp JOIN store s ON s.id = pp.store_id AND s.currency = pp.currency
WHERE pp.valid_to = 'infinity';

ALTER TABLE product
    ADD COLUMN scheduled_price numeric(19,4) CHECK (scheduled_price >= 0),
    ADD COLUMN current_price   numeric(19,4) NOT NULL GENERATED ALWAYS AS (coalesce(scheduled_price, price)) STORED;
DROP INDEX product_price_name;
CREATE INDEX product_current_price ON product (current_price, name_lower, id) WHERE deleted_at IS NULL;
