-- Keys of machines. Only a hash of a key is kept; one that was revoked stays, so that the books can tell whose it was.
CREATE TABLE api_key (
    id                  uuid        PRIMARY KEY,
    name                text        NOT NULL,
    secret_hash         bytea       NOT NULL CHECK (length(secret_hash) = 32),
    scopes              text[]      NOT NULL CHECK (cardinality(scopes) > 0),
    every_store         boolean     NOT NULL,
    requests_per_minute int         CHECK (requests_per_minute > 0),
    version             bigint      NOT NULL DEFAULT 1,
    created_by          uuid,
    created_at          timestamptz NOT NULL,
    updated_at          timestamptz NOT NULL,
    expires_at          timestamptz NOT NULL,
    last_used_at        timestamptz,
    revoked_at          timestamptz
);

-- In which stores a key may act; it has no rows when it may act in every store, and says so itself.
CREATE TABLE api_key_store (
    key_id   uuid NOT NULL REFERENCES api_key ON DELETE CASCADE,
    store_id uuid NOT NULL REFERENCES store,
    PRIMARY KEY (key_id, store_id)
);
CREATE INDEX api_key_store_store ON api_key_store (store_id);
