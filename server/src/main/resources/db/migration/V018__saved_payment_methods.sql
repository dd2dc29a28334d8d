-- How a user would like to pay next time: what a payment provider calls the method, and never a card number. Everything that
-- tells something is sealed; the keyed hash finds a token again.
CREATE TABLE saved_payment_method (
    id         uuid        PRIMARY KEY,
    user_id    uuid        NOT NULL REFERENCES app_user ON DELETE CASCADE,
    provider   text        NOT NULL,
    token_hmac bytea       NOT NULL,
    method_enc bytea       NOT NULL,
    is_default boolean     NOT NULL DEFAULT false,
    created_at timestamptz NOT NULL,
    CONSTRAINT saved_payment_method_token UNIQUE (user_id, token_hmac)
);
CREATE UNIQUE INDEX saved_payment_method_default ON saved_payment_method (user_id) WHERE is_default;
