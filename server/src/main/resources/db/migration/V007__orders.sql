CREATE TABLE orders (
    store_id            uuid          NOT NULL REFERENCES store,
    id                  uuid          NOT NULL,
    number              text          NOT NULL,
    customer_id         uuid          REFERENCES customer,
    placed_by           uuid,
    source              text          NOT NULL,
    status              text          NOT NULL CHECK (status IN ('DRAFT', 'PENDING_PAYMENT', 'CONFIRMED', 'PICKING', 'PICKED',
                                                       'SHIPPED', 'DELIVERED', 'DELIVERY_FAILED', 'CANCELED')),
    fulfillment_type    text          NOT NULL CHECK (fulfillment_type IN ('DELIVERY', 'PICKUP', 'IN_STORE')),
    currency            char(3)       NOT NULL,
    subtotal            numeric(19,4) NOT NULL,
    discount            numeric(19,4) NOT NULL,
    delivery_fee        numeric(19,4) NOT NULL,
    tax                 numeric(19,4) NOT NULL,
    total               numeric(19,4) NOT NULL,
    prices_include_tax  boolean       NOT NULL,
    calculation         jsonb         NOT NULL,
    contact_enc         bytea,
    address_enc         bytea,
    country             char(2),
    postcode            text,
    slot_id             uuid,
    employee_id         uuid          REFERENCES employee,
    substitution_policy text          NOT NULL CHECK (substitution_policy IN ('NONE', 'BEST_MATCH', 'ASK')),
    note                text,
    version             bigint        NOT NULL DEFAULT 1,
    placed_at           timestamptz,
    expires_at          timestamptz,
    created_at          timestamptz   NOT NULL,
    updated_at          timestamptz   NOT NULL,
    PRIMARY KEY (store_id, id),
    CONSTRAINT orders_number UNIQUE (number)
);
CREATE UNIQUE INDEX orders_id ON orders (id);
CREATE INDEX orders_customer ON orders (customer_id, created_at DESC, id DESC);
CREATE INDEX orders_store ON orders (store_id, created_at DESC, id DESC);
CREATE INDEX orders_store_status ON orders (store_id, status, created_at DESC);

CREATE TABLE order_line (
    store_id            uuid          NOT NULL,
    id                  uuid          NOT NULL,
    order_id            uuid          NOT NULL,
    position            int           NOT NULL,
    product_id          uuid          NOT NULL,
    sku                 text          NOT NULL,
    name                text          NOT NULL,
    unit                text          NOT NULL,
    unit_price          numeric(19,4) NOT NULL,
    quantity            numeric(15,3) NOT NULL CHECK (quantity > 0),
    picked_quantity     numeric(15,3),
    picked_status       text          NOT NULL DEFAULT 'PENDING' CHECK (picked_status IN ('PENDING', 'PICKED', 'MISSING')),
    substitution_policy text          NOT NULL CHECK (substitution_policy IN ('NONE', 'BEST_MATCH', 'ASK')),
    substitute_of       uuid,
    line_total          numeric(19,4) NOT NULL,
    tax_class           text          NOT NULL,
    tax_rate            numeric(7,4)  NOT NULL,
    tax                 numeric(19,4) NOT NULL,
    PRIMARY KEY (store_id, id),
    FOREIGN KEY (store_id, order_id) REFERENCES orders ON DELETE CASCADE
);
CREATE INDEX order_line_order ON order_line (store_id, order_id, position);
CREATE INDEX order_line_product ON order_line (product_id);

-- Fees, discounts and tax lines of an order.
CREATE TABLE order_adjustment (
    store_id uuid          NOT NULL,
    id       uuid          NOT NULL,
    order_id uuid          NOT NULL,
    kind     text          NOT NULL CHECK (kind IN ('FEE', 'DISCOUNT', 'TAX')),
    code     text          NOT NULL,
    rate     numeric(7,4),
    base     numeric(19,4),
    amount   numeric(19,4) NOT NULL,
    PRIMARY KEY (store_id, id),
    FOREIGN KEY (store_id, order_id) REFERENCES orders ON DELETE CASCADE
);
CREATE INDEX order_adjustment_order ON order_adjustment (store_id, order_id);

-- One row per version of an order: its history.
CREATE TABLE order_event (
    store_id    uuid        NOT NULL,
    order_id    uuid        NOT NULL,
    version     bigint      NOT NULL,
    type        text        NOT NULL,
    status      text        NOT NULL,
    actor_id    uuid,
    reason      text,
    occurred_at timestamptz NOT NULL,
    PRIMARY KEY (store_id, order_id, version),
    FOREIGN KEY (store_id, order_id) REFERENCES orders ON DELETE CASCADE
);

CREATE TABLE payment (
    store_id   uuid          NOT NULL,
    id         uuid          NOT NULL,
    order_id   uuid          NOT NULL,
    method     text          NOT NULL,
    status     text          NOT NULL CHECK (status IN ('REQUIRES_ACTION', 'AUTHORIZED', 'CAPTURED', 'PARTIALLY_REFUNDED',
                                              'REFUNDED', 'VOIDED', 'DECLINED', 'UNKNOWN')),
    currency   char(3)       NOT NULL,
    authorized numeric(19,4) NOT NULL CHECK (authorized >= 0),
    captured   numeric(19,4) NOT NULL DEFAULT 0,
    refunded   numeric(19,4) NOT NULL DEFAULT 0,
    version    bigint        NOT NULL DEFAULT 1,
    created_at timestamptz   NOT NULL,
    updated_at timestamptz   NOT NULL,
    PRIMARY KEY (store_id, id),
    FOREIGN KEY (store_id, order_id) REFERENCES orders ON DELETE CASCADE,
    CONSTRAINT payment_within_authorized CHECK (captured BETWEEN 0 AND authorized),
    CONSTRAINT payment_within_captured CHECK (refunded BETWEEN 0 AND captured)
);
CREATE INDEX payment_order ON payment (store_id, order_id);

-- What a customer is told in the shop itself. One row per event, however often the event is delivered.
CREATE TABLE notification (
    id          uuid        PRIMARY KEY,
    customer_id uuid        NOT NULL REFERENCES customer ON DELETE CASCADE,
    event_id    uuid        NOT NULL,
    type        text        NOT NULL,
    order_id    uuid,
    payload     jsonb       NOT NULL,
    read_at     timestamptz,
    created_at  timestamptz NOT NULL,
    CONSTRAINT notification_event UNIQUE (event_id, customer_id)
);
CREATE INDEX notification_customer ON notification (customer_id, created_at DESC);
