-- What is to be mailed. Address, codes and links are sealed, and gone as soon as the mail was sent, was refused or came
-- too late. The cause stays for a while, so that the same cause never makes a second mail.
CREATE TABLE mail (
    id              uuid        PRIMARY KEY,
    cause           text        NOT NULL,
    kind            text        NOT NULL,
    content_enc     bytea,
    attempts        int         NOT NULL DEFAULT 0,
    next_attempt_at timestamptz NOT NULL,
    started_at      timestamptz,
    finished_at     timestamptz,
    outcome         text        CHECK (outcome IN ('SENT', 'REFUSED', 'EXPIRED')),
    last_error      text,
    created_at      timestamptz NOT NULL,
    expires_at      timestamptz NOT NULL,
    CONSTRAINT mail_cause UNIQUE (cause),
    CONSTRAINT mail_content_until_outcome CHECK ((outcome IS NULL) = (content_enc IS NOT NULL)),
    CONSTRAINT mail_finished_with_outcome CHECK ((outcome IS NULL) = (finished_at IS NULL))
);
CREATE INDEX mail_due ON mail (next_attempt_at) WHERE outcome IS NULL;
CREATE INDEX mail_finished ON mail (finished_at) WHERE outcome IS NOT NULL;
