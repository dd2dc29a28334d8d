-- One active cart per customer; a guest's cart is found by the hash of its token.
CREATE TABLE cart (
    id          uuid        PRIMARY KEY,
    customer_id uuid        UNIQUE REFERENCES customer ON DELETE CASCADE,
    token_hash  bytea       UNIQUE,
    store_id    uuid        REFERENCES store,
    version     bigint      NOT NULL DEFAULT 1,
    expires_at  timestamptz NOT NULL,
    created_at  timestamptz NOT NULL,
    updated_at  timestamptz NOT NULL,
    CHECK (num_nonnulls(customer_id, token_hash) = 1)
);
CREATE INDEX cart_expires_at ON cart (expires_at);

-- seen_price: what the customer was last shown, so that a change can be told.
CREATE TABLE cart_line (
    cart_id    uuid          NOT NULL REFERENCES cart ON DELETE CASCADE,
    id         uuid          NOT NULL,
    product_id uuid          NOT NULL REFERENCES product,
    quantity   numeric(15,3) NOT NULL CHECK (quantity > 0),
    seen_price numeric(19,4) NOT NULL,
    created_at timestamptz   NOT NULL,
    PRIMARY KEY (cart_id, id),
    CONSTRAINT cart_line_product UNIQUE (cart_id, product_id)
);
