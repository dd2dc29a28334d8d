-- What providers told by themselves; the same event is not acted on twice.
CREATE TABLE payment_event (
    provider    text        NOT NULL,
    id          text        NOT NULL,
    type        text        NOT NULL,
    payment_id  uuid,
    created_at  timestamptz NOT NULL,
    received_at timestamptz NOT NULL,
    PRIMARY KEY (provider, id)
);
CREATE INDEX payment_event_received_at ON payment_event (received_at);

-- The newest word about a customer whose bank asks for the money back; told_at decides which word is newer.
CREATE TABLE payment_dispute (
    provider   text          NOT NULL,
    reference  text          NOT NULL,
    store_id   uuid          NOT NULL,
    payment_id uuid          NOT NULL,
    amount     numeric(19,4) NOT NULL,
    currency   char(3)       NOT NULL,
    status     text          NOT NULL,
    reason     text,
    told_at    timestamptz   NOT NULL,
    PRIMARY KEY (provider, reference),
    FOREIGN KEY (store_id, payment_id) REFERENCES payment
);
CREATE INDEX payment_dispute_payment ON payment_dispute (store_id, payment_id);

-- What was collected at doors and counters, and what of the cash each collector handed over at the end of a day.
CREATE TABLE payment_collection (
    store_id     uuid          NOT NULL,
    id           uuid          NOT NULL,
    payment_id   uuid          NOT NULL,
    order_id     uuid          NOT NULL,
    collector_id uuid          NOT NULL,
    means        text          NOT NULL CHECK (means IN ('CASH', 'CARD')),
    amount       numeric(19,4) NOT NULL CHECK (amount >= 0),
    currency     char(3)       NOT NULL,
    day          date          NOT NULL,
    collected_at timestamptz   NOT NULL,
    PRIMARY KEY (store_id, id),
    FOREIGN KEY (store_id, payment_id) REFERENCES payment,
    CONSTRAINT payment_collection_payment UNIQUE (store_id, payment_id)
);
CREATE INDEX payment_collection_day ON payment_collection (store_id, day, collector_id);

CREATE TABLE cash_settlement (
    store_id     uuid          NOT NULL,
    day          date          NOT NULL,
    collector_id uuid          NOT NULL,
    handed_over  numeric(19,4) NOT NULL CHECK (handed_over >= 0),
    currency     char(3)       NOT NULL,
    settled_by   uuid,
    settled_at   timestamptz   NOT NULL,
    PRIMARY KEY (store_id, day, collector_id)
);

-- Money that goes back to customers, with or without goods. How far its money is, the payments' operations say.
CREATE TABLE refund (
    store_id   uuid          NOT NULL,
    id         uuid          NOT NULL,
    order_id   uuid          NOT NULL,
    amount     numeric(19,4) NOT NULL CHECK (amount > 0),
    currency   char(3)       NOT NULL,
    reason     text          NOT NULL,
    restock    boolean       NOT NULL,
    actor_id   uuid,
    created_at timestamptz   NOT NULL,
    PRIMARY KEY (store_id, id)
);
CREATE INDEX refund_order ON refund (store_id, order_id);

CREATE TABLE refund_line (
    store_id      uuid          NOT NULL,
    refund_id     uuid          NOT NULL,
    order_line_id uuid          NOT NULL,
    product_id    uuid          NOT NULL,
    quantity      numeric(15,3) NOT NULL CHECK (quantity > 0),
    amount        numeric(19,4) NOT NULL CHECK (amount >= 0),
    PRIMARY KEY (store_id, refund_id, order_line_id),
    FOREIGN KEY (store_id, refund_id) REFERENCES refund
);

-- By what a repeated request finds what it began, when the process died before it was answered: a refund or a payment.
CREATE TABLE settlement_request (
    request_key bytea       PRIMARY KEY,
    fingerprint bytea       NOT NULL,
    store_id    uuid        NOT NULL,
    begun_id    uuid        NOT NULL,
    created_at  timestamptz NOT NULL
);
CREATE INDEX settlement_request_created_at ON settlement_request (created_at);
