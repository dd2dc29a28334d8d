-- A stock-take: people count what lies in a part of a store, which goes on selling meanwhile.
CREATE TABLE stock_take (
    store_id    uuid        NOT NULL REFERENCES store,
    id          uuid        NOT NULL,
    bin_prefix  text,
    category_id uuid,
    note        text,
    status      text        NOT NULL CHECK (status IN ('OPEN', 'POSTED', 'CANCELED')),
    opened_by   uuid,
    opened_at   timestamptz NOT NULL,
    closed_by   uuid,
    closed_at   timestamptz,
    version     bigint      NOT NULL DEFAULT 1,
    PRIMARY KEY (store_id, id),
    CONSTRAINT stock_take_closed_once CHECK ((status = 'OPEN') = (closed_at IS NULL))
);
CREATE UNIQUE INDEX stock_take_id ON stock_take (id);
CREATE INDEX stock_take_newest ON stock_take (opened_at, id);
CREATE INDEX stock_take_store ON stock_take (store_id, opened_at, id);

-- What somebody counted, and what the books said at that very moment; of several counts of a product the last is right.
CREATE TABLE stock_take_count (
    store_id   uuid          NOT NULL,
    take_id    uuid          NOT NULL,
    product_id uuid          NOT NULL REFERENCES product,
    number     bigint        GENERATED ALWAYS AS IDENTITY,
    quantity   numeric(15,3) NOT NULL CHECK (quantity >= 0),
    expected   numeric(15,3) NOT NULL CHECK (expected >= 0),
    counted_by uuid,
    counted_at timestamptz   NOT NULL,
    PRIMARY KEY (store_id, take_id, product_id, number),
    FOREIGN KEY (store_id, take_id) REFERENCES stock_take
);
CREATE INDEX stock_take_count_product ON stock_take_count (product_id);
