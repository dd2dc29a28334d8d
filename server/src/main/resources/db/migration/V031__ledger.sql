-- What is promised to an order stays promised until the order is done with it; every other promise ends by itself, so that
-- one whose maker died is not kept for ever.
ALTER TABLE reservation
    ADD CONSTRAINT reservation_order_is_kept
        CHECK (owner_type <> 'ORDER' OR (order_line_id IS NOT NULL AND expires_at IS NULL)),
    ADD CONSTRAINT reservation_hold_ends CHECK (owner_type <> 'CHECKOUT' OR expires_at IS NOT NULL);

ALTER TABLE stock
    ADD CONSTRAINT stock_reorder_point_not_negative CHECK (reorder_point >= 0),
    ADD CONSTRAINT stock_reorder_quantity_not_negative CHECK (reorder_quantity >= 0);

-- What was promised and turned out not to be there. A line of which nothing is left is MISSING.
ALTER TABLE order_line
    ADD COLUMN short_quantity numeric(15,3) NOT NULL DEFAULT 0,
    ADD CONSTRAINT order_line_short_within_quantity CHECK (short_quantity BETWEEN 0 AND quantity);
-- The totals of what the customer will get, once that is known to be less than was ordered.
ALTER TABLE orders ADD COLUMN final_calculation jsonb;

-- Changes of stock that wait for a second person.
CREATE TABLE stock_adjustment (
    store_id             uuid          NOT NULL REFERENCES store,
    id                   uuid          NOT NULL,
    product_id           uuid          NOT NULL REFERENCES product,
    delta                numeric(15,3) NOT NULL CHECK (delta <> 0),
    on_hand              numeric(15,3) CHECK (on_hand >= 0),
    reason               text          NOT NULL,
    release_reservations boolean       NOT NULL,
    settings             jsonb         NOT NULL,
    status               text          NOT NULL CHECK (status IN ('PENDING', 'APPROVED', 'REJECTED')),
    rejection_reason     text,
    requested_by         uuid          NOT NULL,
    requested_at         timestamptz   NOT NULL,
    resolved_by          uuid,
    resolved_at          timestamptz,
    version              bigint        NOT NULL DEFAULT 1,
    PRIMARY KEY (store_id, id),
    CONSTRAINT stock_adjustment_resolved_once
        CHECK ((status = 'PENDING') = (resolved_by IS NULL) AND (status = 'PENDING') = (resolved_at IS NULL)),
    CONSTRAINT stock_adjustment_by_two CHECK (resolved_by <> requested_by)
);
CREATE UNIQUE INDEX stock_adjustment_id ON stock_adjustment (id);
CREATE INDEX stock_adjustment_newest ON stock_adjustment (requested_at, id);
CREATE INDEX stock_adjustment_store ON stock_adjustment (store_id, requested_at, id);
CREATE INDEX stock_adjustment_product ON stock_adjustment (product_id);

-- What the newest nightly proof of the books found: one row, for the gauges of every node.
CREATE TABLE stock_verification (
    single      boolean     PRIMARY KEY DEFAULT true CHECK (single),
    finished_at timestamptz NOT NULL,
    checked     bigint      NOT NULL,
    drifted     bigint      NOT NULL
);
