-- What a store offers week by week; a job makes dated slots of it for the coming days. Days up to generated_through are
-- made: a slot that somebody removed does not come back. due_at is when the next day is to be made.
CREATE TABLE slot_template (
    store_id          uuid          NOT NULL REFERENCES store,
    id                uuid          NOT NULL,
    type              text          NOT NULL CHECK (type IN ('DELIVERY', 'PICKUP')),
    weekday           smallint      NOT NULL CHECK (weekday BETWEEN 1 AND 7),
    start_time        time          NOT NULL,
    end_time          time          NOT NULL,
    capacity          int           NOT NULL CHECK (capacity > 0),
    item_capacity     int           CHECK (item_capacity > 0),
    cutoff_minutes    int           NOT NULL CHECK (cutoff_minutes >= 0),
    fee               numeric(19,4) NOT NULL CHECK (fee >= 0),
    currency          char(3)       NOT NULL,
    zones             jsonb         NOT NULL,
    only_zones        boolean       NOT NULL,
    valid_from        date          NOT NULL,
    valid_to          date,
    generated_through date,
    due_at            timestamptz   NOT NULL,
    version           bigint        NOT NULL DEFAULT 1,
    created_at        timestamptz   NOT NULL,
    updated_at        timestamptz   NOT NULL,
    PRIMARY KEY (store_id, id),
    CONSTRAINT slot_template_validity CHECK (valid_to > valid_from)
);
CREATE UNIQUE INDEX slot_template_id ON slot_template (id);
CREATE INDEX slot_template_week ON slot_template (store_id, weekday, start_time, id);
CREATE INDEX slot_template_due ON slot_template (due_at);

-- A span of time in which a store brings orders, or has them fetched; its date and times of day follow from the store's time
-- zone. template_date is the day for which a template made it, wherever it was moved since. booked and booked_items are the
-- sums of its bookings; no order changes version, which counts what the staff changed. With room for updates in place: it
-- is as hot as stock.
CREATE TABLE delivery_slot (
    store_id       uuid          NOT NULL REFERENCES store,
    id             uuid          NOT NULL,
    template_id    uuid,
    template_date  date,
    type           text          NOT NULL CHECK (type IN ('DELIVERY', 'PICKUP')),
    starts_at      timestamptz   NOT NULL,
    ends_at        timestamptz   NOT NULL,
    cutoff_minutes int           NOT NULL CHECK (cutoff_minutes >= 0),
    cutoff_at      timestamptz   NOT NULL,
    capacity       int           NOT NULL CHECK (capacity > 0),
    booked         int           NOT NULL DEFAULT 0,
    item_capacity  int           CHECK (item_capacity > 0),
    booked_items   bigint        NOT NULL DEFAULT 0 CHECK (booked_items >= 0),
    fee            numeric(19,4) NOT NULL CHECK (fee >= 0),
    currency       char(3)       NOT NULL,
    zones          jsonb         NOT NULL,
    only_zones     boolean       NOT NULL,
    active         boolean       NOT NULL DEFAULT true,
    version        bigint        NOT NULL DEFAULT 1,
    created_at     timestamptz   NOT NULL,
    updated_at     timestamptz   NOT NULL,
    PRIMARY KEY (store_id, id),
    FOREIGN KEY (store_id, template_id) REFERENCES slot_template ON DELETE SET NULL (template_id),
    CONSTRAINT delivery_slot_of_template UNIQUE (store_id, template_id, template_date),
    CONSTRAINT delivery_slot_within_capacity CHECK (booked BETWEEN 0 AND capacity),
    CONSTRAINT delivery_slot_within_items CHECK (booked_items <= item_capacity),
    CONSTRAINT delivery_slot_order_of_times CHECK (cutoff_at <= starts_at AND starts_at < ends_at)
) WITH (fillfactor = 70);
CREATE UNIQUE INDEX delivery_slot_id ON delivery_slot (id);
CREATE INDEX delivery_slot_times ON delivery_slot (store_id, starts_at, id);

-- A place kept for a cart for a while, at most one per cart. After expires_at it counts no more, whether or not the row is
-- still there.
CREATE TABLE slot_hold (
    store_id   uuid        NOT NULL,
    id         uuid        NOT NULL,
    slot_id    uuid        NOT NULL,
    cart_id    uuid        NOT NULL REFERENCES cart ON DELETE CASCADE,
    items      int         NOT NULL CHECK (items >= 0),
    expires_at timestamptz NOT NULL,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (store_id, id),
    FOREIGN KEY (store_id, slot_id) REFERENCES delivery_slot ON DELETE CASCADE,
    CONSTRAINT slot_hold_cart UNIQUE (cart_id)
);
CREATE UNIQUE INDEX slot_hold_id ON slot_hold (id);
CREATE INDEX slot_hold_slot ON slot_hold (store_id, slot_id, expires_at);
CREATE INDEX slot_hold_expires_at ON slot_hold (expires_at);

-- The place that an order has. It is written before the order and outlives no cancelation.
CREATE TABLE slot_booking (
    store_id   uuid        NOT NULL,
    order_id   uuid        NOT NULL,
    slot_id    uuid        NOT NULL,
    items      int         NOT NULL CHECK (items >= 0),
    created_at timestamptz NOT NULL,
    PRIMARY KEY (store_id, order_id),
    FOREIGN KEY (store_id, slot_id) REFERENCES delivery_slot
);
CREATE INDEX slot_booking_slot ON slot_booking (store_id, slot_id);
