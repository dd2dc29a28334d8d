-- Failures to sign in, and how long the next attempt has to wait. The key is a keyed hash of the address that was tried
-- (whether or not anybody has it), or of address and network for a network from which its owner signed in before: so
-- strangers who try an address make each other wait, and not its owner where he is known.
CREATE TABLE sign_in_throttle (
    key           bytea       PRIMARY KEY,
    failures      int         NOT NULL CHECK (failures > 0),
    blocked_until timestamptz NOT NULL,
    updated_at    timestamptz NOT NULL
);
CREATE INDEX sign_in_throttle_updated_at ON sign_in_throttle (updated_at);

-- The networks, as keyed hashes, from which a user signed in.
CREATE TABLE known_network (
    user_id      uuid        NOT NULL REFERENCES app_user ON DELETE CASCADE,
    network_hmac bytea       NOT NULL,
    last_used_at timestamptz NOT NULL,
    PRIMARY KEY (user_id, network_hmac)
);
CREATE INDEX known_network_last_used_at ON known_network (last_used_at);

-- Exchanged tokens are forgotten when nobody can mistake them for good ones any more.
CREATE INDEX refresh_token_used_at ON refresh_token (used_at) WHERE used_at IS NOT NULL;
