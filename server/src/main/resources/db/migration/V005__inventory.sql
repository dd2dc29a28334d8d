-- The hot table of the shop: every order updates its rows. No index on on_hand or reserved, and free room in each
-- page, so that these updates stay within their page (heap-only tuples).
CREATE TABLE stock (
    store_id         uuid          NOT NULL REFERENCES store,
    product_id       uuid          NOT NULL REFERENCES product,
    on_hand          numeric(15,3) NOT NULL DEFAULT 0,
    reserved         numeric(15,3) NOT NULL DEFAULT 0,
    bin_location     text,
    reorder_point    numeric(15,3),
    reorder_quantity numeric(15,3),
    ledger_seq       bigint        NOT NULL DEFAULT 0,
    version          bigint        NOT NULL DEFAULT 1,
    updated_at       timestamptz   NOT NULL,
    PRIMARY KEY (store_id, product_id),
    CONSTRAINT stock_on_hand_not_negative CHECK (on_hand >= 0),
    CONSTRAINT stock_reserved_not_negative CHECK (reserved >= 0),
    CONSTRAINT stock_reserved_within_on_hand CHECK (reserved <= on_hand)
) WITH (fillfactor = 70);
CREATE INDEX stock_product ON stock (product_id);

-- The ledger: every change of on_hand, numbered per product and store without a gap.
CREATE TABLE stock_movement (
    store_id      uuid          NOT NULL,
    product_id    uuid          NOT NULL,
    seq           bigint        NOT NULL,
    occurred_at   timestamptz   NOT NULL,
    delta         numeric(15,3) NOT NULL CHECK (delta <> 0),
    balance_after numeric(15,3) NOT NULL CHECK (balance_after >= 0),
    reason        text          NOT NULL,
    reference     text,
    actor_id      uuid,
    lot_id        uuid,
    PRIMARY KEY (store_id, product_id, seq, occurred_at)
) PARTITION BY RANGE (occurred_at);
CREATE INDEX stock_movement_occurred_at ON stock_movement (store_id, occurred_at);
CREATE TABLE stock_movement_default PARTITION OF stock_movement DEFAULT;

-- What is promised and not yet taken. A row exists while the promise is open.
CREATE TABLE reservation (
    store_id      uuid          NOT NULL,
    id            uuid          NOT NULL,
    product_id    uuid          NOT NULL,
    owner_type    text          NOT NULL CHECK (owner_type IN ('ORDER', 'CHECKOUT', 'TRANSFER')),
    owner_id      uuid          NOT NULL,
    order_line_id uuid,
    quantity      numeric(15,3) NOT NULL CHECK (quantity > 0),
    lot_id        uuid,
    expires_at    timestamptz,
    created_at    timestamptz   NOT NULL,
    PRIMARY KEY (store_id, id),
    FOREIGN KEY (store_id, product_id) REFERENCES stock
);
CREATE INDEX reservation_product ON reservation (store_id, product_id);
CREATE INDEX reservation_owner ON reservation (owner_id);
CREATE INDEX reservation_expires_at ON reservation (expires_at) WHERE expires_at IS NOT NULL;
