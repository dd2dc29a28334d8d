-- What staff ask the managers of a store to put right.
CREATE TABLE stock_request (
    store_id          uuid          NOT NULL REFERENCES store,
    id                uuid          NOT NULL,
    product_id        uuid          NOT NULL REFERENCES product,
    type              text          NOT NULL CHECK (type IN ('SET_QUANTITY', 'ADD_QUANTITY')),
    quantity          numeric(15,3) NOT NULL,
    note              text,
    status            text          NOT NULL CHECK (status IN ('PENDING', 'APPROVED', 'REJECTED', 'CANCELED')),
    approved_quantity numeric(15,3),
    rejection_reason  text,
    requested_by      uuid          NOT NULL,
    requested_at      timestamptz   NOT NULL,
    resolved_by       uuid,
    resolved_at       timestamptz,
    version           bigint        NOT NULL DEFAULT 1,
    PRIMARY KEY (store_id, id),
    CONSTRAINT stock_request_amount
        CHECK (quantity > 0 OR (type = 'SET_QUANTITY' AND quantity = 0)),
    CONSTRAINT stock_request_approved_amount
        CHECK ((status = 'APPROVED') = (approved_quantity IS NOT NULL)
               AND (approved_quantity > 0 OR (type = 'SET_QUANTITY' AND approved_quantity = 0))),
    CONSTRAINT stock_request_rejected_for_a_reason CHECK ((status = 'REJECTED') = (rejection_reason IS NOT NULL)),
    CONSTRAINT stock_request_resolved_once
        CHECK ((status = 'PENDING') = (resolved_by IS NULL) AND (status = 'PENDING') = (resolved_at IS NULL)),
    CONSTRAINT stock_request_by_two
        CHECK (status = 'CANCELED' OR resolved_by <> requested_by)
);
CREATE UNIQUE INDEX stock_request_id ON stock_request (id);
CREATE INDEX stock_request_newest ON stock_request (requested_at, id);
CREATE INDEX stock_request_store ON stock_request (store_id, requested_at, id);
CREATE INDEX stock_request_own ON stock_request (requested_by, requested_at, id);
CREATE INDEX stock_request_product ON stock_request (product_id);

-- Staff are told of what becomes of their requests where customers are told of their orders.
ALTER TABLE notification
    ALTER COLUMN customer_id DROP NOT NULL,
    ADD COLUMN user_id uuid REFERENCES app_user ON DELETE CASCADE,
    ADD CONSTRAINT notification_to_one CHECK (num_nonnulls(customer_id, user_id) = 1),
    ADD CONSTRAINT notification_event_user UNIQUE (event_id, user_id);
CREATE INDEX notification_user ON notification (user_id, created_at DESC) WHERE user_id IS NOT NULL;
