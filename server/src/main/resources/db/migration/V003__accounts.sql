-- Personal data is encrypted from the first row; the keyed hash of the address finds a user again.
CREATE TABLE app_user (
    id            uuid        PRIMARY KEY,
    email_hmac    bytea       NOT NULL,
    email_enc     bytea       NOT NULL,
    person_enc    bytea       NOT NULL,
    password_hash text        NOT NULL,
    role          text        NOT NULL CHECK (role IN ('CUSTOMER', 'EMPLOYEE', 'MANAGER', 'ADMIN')),
    active        boolean     NOT NULL DEFAULT true,
    auth_version  int         NOT NULL DEFAULT 1,
    version       bigint      NOT NULL DEFAULT 1,
    created_at    timestamptz NOT NULL,
    updated_at    timestamptz NOT NULL,
    CONSTRAINT app_user_email UNIQUE (email_hmac)
);

CREATE TABLE store_membership (
    user_id  uuid NOT NULL REFERENCES app_user ON DELETE CASCADE,
    store_id uuid NOT NULL REFERENCES store,
    PRIMARY KEY (user_id, store_id)
);
CREATE INDEX store_membership_store ON store_membership (store_id);

-- One row per sign-in; an access token names its session, so that a sign-out ends it.
CREATE TABLE session (
    id           uuid        PRIMARY KEY,
    user_id      uuid        NOT NULL REFERENCES app_user ON DELETE CASCADE,
    auth_version int         NOT NULL,
    created_at   timestamptz NOT NULL,
    expires_at   timestamptz NOT NULL,
    revoked_at   timestamptz
);
CREATE INDEX session_of_user ON session (user_id);
CREATE INDEX session_expires_at ON session (expires_at);

-- The generations of a session's refresh token; only hashes are kept.
CREATE TABLE refresh_token (
    session_id uuid        NOT NULL REFERENCES session ON DELETE CASCADE,
    generation int         NOT NULL,
    token_hash bytea       NOT NULL UNIQUE,
    created_at timestamptz NOT NULL,
    used_at    timestamptz,
    PRIMARY KEY (session_id, generation)
);

-- A customer may exist without a sign-in; its id is never a user's id. One with a sign-in is described by its user, so
-- that a name or address stands in one place; person_enc describes the others.
CREATE TABLE customer (
    id            uuid        PRIMARY KEY,
    user_id       uuid        UNIQUE REFERENCES app_user ON DELETE SET NULL,
    email_hmac    bytea,
    person_enc    bytea,
    search_tokens bytea[]     NOT NULL DEFAULT '{}',
    version       bigint      NOT NULL DEFAULT 1,
    created_at    timestamptz NOT NULL,
    updated_at    timestamptz NOT NULL,
    deleted_at    timestamptz
);
CREATE INDEX customer_email ON customer (email_hmac) WHERE email_hmac IS NOT NULL;
CREATE INDEX customer_search ON customer USING gin (search_tokens);

CREATE TABLE customer_address (
    id          uuid        PRIMARY KEY,
    customer_id uuid        NOT NULL REFERENCES customer ON DELETE CASCADE,
    address_enc bytea       NOT NULL,
    country     char(2)     NOT NULL,
    postcode    text,
    is_default  boolean     NOT NULL DEFAULT false,
    version     bigint      NOT NULL DEFAULT 1,
    created_at  timestamptz NOT NULL,
    updated_at  timestamptz NOT NULL
);
CREATE INDEX customer_address_customer ON customer_address (customer_id);
CREATE UNIQUE INDEX customer_address_default ON customer_address (customer_id) WHERE is_default;

-- A record of the staff; it confers no rights.
CREATE TABLE employee (
    id         uuid        PRIMARY KEY,
    store_id   uuid        NOT NULL REFERENCES store,
    user_id    uuid        REFERENCES app_user ON DELETE SET NULL,
    person_enc bytea       NOT NULL,
    position   text        NOT NULL,
    active     boolean     NOT NULL DEFAULT true,
    version    bigint      NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL
);
CREATE INDEX employee_store ON employee (store_id);
