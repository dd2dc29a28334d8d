-- A purchase whose payment asks a provider: committed with what it reserved, before the provider is asked, so that whoever
-- comes next can take it up, whenever the server dies. Its id is that of the order which it becomes. RESERVED: the provider
-- is being asked. PENDING: the order is written and waits for its payment. PLACED, RELEASED: it is over.
-- request_key: of the request that began it, until all of it is undone. snapshot_enc: the order to be, while there is none.
CREATE TABLE checkout_attempt (
    store_id     uuid        NOT NULL REFERENCES store,
    id           uuid        NOT NULL,
    state        text        NOT NULL CHECK (state IN ('RESERVED', 'PENDING', 'PLACED', 'RELEASED')),
    payment_id   uuid        NOT NULL,
    customer_id  uuid        REFERENCES customer,
    cart_id      uuid,
    request_key  bytea,
    fingerprint  bytea       NOT NULL,
    snapshot_enc bytea,
    decline_code text,
    lease_until  timestamptz NOT NULL,
    expires_at   timestamptz NOT NULL,
    created_at   timestamptz NOT NULL,
    updated_at   timestamptz NOT NULL,
    PRIMARY KEY (store_id, id),
    CONSTRAINT checkout_attempt_request UNIQUE (request_key),
    CONSTRAINT checkout_attempt_snapshot CHECK (state <> 'RESERVED' OR snapshot_enc IS NOT NULL)
);
CREATE UNIQUE INDEX checkout_attempt_id ON checkout_attempt (id);
-- What lies in a cart is being bought once at a time.
CREATE UNIQUE INDEX checkout_attempt_cart ON checkout_attempt (cart_id) WHERE state = 'RESERVED';
CREATE INDEX checkout_attempt_due ON checkout_attempt (expires_at) WHERE state IN ('RESERVED', 'PENDING');
CREATE INDEX checkout_attempt_over ON checkout_attempt (updated_at) WHERE state IN ('PLACED', 'RELEASED');
CREATE INDEX checkout_attempt_customer ON checkout_attempt (customer_id);

-- By what a guest gets at an order; only its hash is kept.
ALTER TABLE orders ADD COLUMN token_hash bytea;

-- The order that the lines of a cart are being paid for, so that they are not bought twice meanwhile.
ALTER TABLE cart ADD COLUMN paying_for uuid;
