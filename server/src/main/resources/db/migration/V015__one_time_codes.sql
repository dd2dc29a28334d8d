-- What waits to be confirmed by a code or a link from a mail. Of those only keyed hashes are kept, and the row goes with
-- its use. A registration's row holds everything that the account will be made of, sealed, since nothing of it may be
-- believed before. auth_version: a link is worthless once the password or the role of its user has changed.
CREATE TABLE one_time_code (
    id              uuid        PRIMARY KEY,
    purpose         text        NOT NULL CHECK (purpose IN ('REGISTRATION', 'PASSWORD_RESET', 'EMAIL_CHANGE')),
    email_hmac      bytea       NOT NULL,
    content_enc     bytea       NOT NULL,
    user_id         uuid        REFERENCES app_user ON DELETE CASCADE,
    auth_version    int,
    code_hash       bytea,
    code_expires_at timestamptz,
    attempts        int         NOT NULL DEFAULT 0 CHECK (attempts BETWEEN 0 AND 5),
    created_at      timestamptz NOT NULL,
    expires_at      timestamptz NOT NULL,
    CONSTRAINT one_time_code_of_user CHECK ((user_id IS NULL) = (auth_version IS NULL)),
    CONSTRAINT one_time_code_expiry CHECK ((code_hash IS NULL) = (code_expires_at IS NULL))
);
CREATE UNIQUE INDEX one_time_code_hash ON one_time_code (code_hash) WHERE code_hash IS NOT NULL;
CREATE INDEX one_time_code_email ON one_time_code (email_hmac, id);
CREATE INDEX one_time_code_user ON one_time_code (user_id) WHERE user_id IS NOT NULL;
CREATE INDEX one_time_code_expires_at ON one_time_code (expires_at);
