-- Money outlives what it was paid for: a payment is begun before its order is written, and is kept when there is no order
-- after all. So an order need not be there.
ALTER TABLE payment DROP CONSTRAINT payment_store_id_order_id_fkey;

ALTER TABLE payment
    ADD COLUMN amount       numeric(19,4),
    ADD COLUMN refunding    numeric(19,4) NOT NULL DEFAULT 0,
    ADD COLUMN reference    text,
    ADD COLUMN code         text,
    ADD COLUMN next_action  jsonb,
    ADD COLUMN authorize_at timestamptz,
    ADD COLUMN expires_at   timestamptz;
UPDATE payment SET amount = authorized;
ALTER TABLE payment
    ALTER COLUMN amount SET NOT NULL,
    ADD CONSTRAINT payment_amount_not_negative CHECK (amount >= 0),
    DROP CONSTRAINT payment_within_captured,
    ADD CONSTRAINT payment_within_captured CHECK (refunded >= 0 AND refunding >= 0 AND refunded + refunding <= captured),
    ADD CONSTRAINT payment_method CHECK (method IN ('ON_DELIVERY', 'CASH', 'CARD_TERMINAL', 'SANDBOX', 'STRIPE'));

-- By what a provider finds the customer's means, from the beginning of a payment until it is authorised.
CREATE TABLE payment_token (
    payment_id uuid        PRIMARY KEY,
    token_enc  bytea       NOT NULL,
    created_at timestamptz NOT NULL
);

-- Each thing that a provider is asked to do, written before it is asked. due_at says when somebody may take it up: the end of
-- the lease of whoever is at it, or the time to ask again; null when it is done.
CREATE TABLE payment_operation (
    store_id     uuid          NOT NULL,
    id           uuid          NOT NULL,
    payment_id   uuid          NOT NULL,
    order_id     uuid          NOT NULL,
    kind         text          NOT NULL CHECK (kind IN ('AUTHORIZE', 'CAPTURE', 'VOID', 'REFUND')),
    provider     text          NOT NULL,
    provider_key text          NOT NULL,
    amount       numeric(19,4) NOT NULL CHECK (amount > 0),
    currency     char(3)       NOT NULL,
    state        text          NOT NULL CHECK (state IN ('PENDING', 'SUCCEEDED', 'FAILED', 'UNKNOWN')),
    reference    text,
    code         text,
    refund_id    uuid,
    actor_id     uuid,
    request_id   text          NOT NULL,
    attempts     int           NOT NULL DEFAULT 0,
    due_at       timestamptz,
    created_at   timestamptz   NOT NULL,
    updated_at   timestamptz   NOT NULL,
    PRIMARY KEY (store_id, id),
    FOREIGN KEY (store_id, payment_id) REFERENCES payment,
    CONSTRAINT payment_operation_provider_key UNIQUE (provider_key),
    CONSTRAINT payment_operation_due CHECK ((due_at IS NULL) = (state IN ('SUCCEEDED', 'FAILED')))
);
CREATE INDEX payment_operation_payment ON payment_operation (store_id, payment_id, created_at);
CREATE INDEX payment_operation_due_at ON payment_operation (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX payment_operation_refund ON payment_operation (refund_id) WHERE refund_id IS NOT NULL;
-- A payment is authorised once, and then taken or let go of, never both.
CREATE UNIQUE INDEX payment_operation_authorize ON payment_operation (store_id, payment_id) WHERE kind = 'AUTHORIZE';
CREATE UNIQUE INDEX payment_operation_end ON payment_operation (store_id, payment_id)
    WHERE kind IN ('CAPTURE', 'VOID') AND state <> 'FAILED';

-- The built-in provider that moves no money: its own books, as if they were another company's.
CREATE TABLE sandbox_charge (
    reference  text          PRIMARY KEY,
    token      text          NOT NULL,
    currency   char(3)       NOT NULL,
    amount     numeric(19,4) NOT NULL CHECK (amount > 0),
    state      text          NOT NULL CHECK (state IN ('OPEN', 'PROCESSING', 'AUTHORIZED', 'CAPTURED', 'CANCELED', 'DECLINED')),
    captured   numeric(19,4) NOT NULL DEFAULT 0,
    refunded   numeric(19,4) NOT NULL DEFAULT 0,
    created_at timestamptz   NOT NULL,
    CONSTRAINT sandbox_charge_captured CHECK (captured BETWEEN 0 AND amount),
    CONSTRAINT sandbox_charge_refunded CHECK (refunded BETWEEN 0 AND captured)
);
-- Each request that it carried out, by the key with which it was asked; the same key never does anything twice.
CREATE TABLE sandbox_request (
    key        text          PRIMARY KEY,
    kind       text          NOT NULL,
    charge     text          REFERENCES sandbox_charge,
    amount     numeric(19,4) NOT NULL,
    code       text,
    created_at timestamptz   NOT NULL
);
CREATE INDEX sandbox_request_charge ON sandbox_request (charge);

-- What somebody of the staff should look at.
CREATE TABLE payment_issue (
    store_id    uuid          NOT NULL,
    id          uuid          NOT NULL,
    kind        text          NOT NULL CHECK (kind IN ('MONEY_WITHOUT_ORDER', 'CAPTURE_FAILED', 'VOID_FAILED', 'REFUND_FAILED',
                                                    'LATE_AUTHORIZATION_DECLINED', 'DISPUTE')),
    payment_id  uuid          NOT NULL,
    order_id    uuid          NOT NULL,
    subject     text          NOT NULL,
    amount      numeric(19,4) NOT NULL,
    currency    char(3)       NOT NULL,
    detail      text,
    created_at  timestamptz   NOT NULL,
    resolved_at timestamptz,
    resolved_by uuid,
    PRIMARY KEY (store_id, id),
    FOREIGN KEY (store_id, payment_id) REFERENCES payment,
    CONSTRAINT payment_issue_subject UNIQUE (store_id, payment_id, kind, subject)
);
CREATE UNIQUE INDEX payment_issue_id ON payment_issue (id);
CREATE INDEX payment_issue_open ON payment_issue (store_id, id DESC) WHERE resolved_at IS NULL;
CREATE INDEX payment_issue_store ON payment_issue (store_id, id DESC);
CREATE INDEX payment_reference ON payment (reference) WHERE reference IS NOT NULL;
