-- Recurring work. Whoever raises the fence has the lease; a run with an older fence can commit nothing any more.
CREATE TABLE job (
    name            text        PRIMARY KEY,
    next_due_at     timestamptz NOT NULL,
    requested       boolean     NOT NULL DEFAULT false,
    fence           bigint      NOT NULL DEFAULT 0,
    lease_owner     text,
    lease_until     timestamptz,
    failures        int         NOT NULL DEFAULT 0,
    last_success_at timestamptz,
    CHECK ((lease_owner IS NULL) = (lease_until IS NULL))
);

-- The newest runs of each job; one fence is one run.
CREATE TABLE job_run (
    id          uuid        PRIMARY KEY,
    job         text        NOT NULL REFERENCES job ON DELETE CASCADE,
    fence       bigint      NOT NULL,
    trigger     text        NOT NULL CHECK (trigger IN ('SCHEDULE', 'REQUEST')),
    node        text        NOT NULL,
    started_at  timestamptz NOT NULL,
    finished_at timestamptz,
    outcome     text        NOT NULL CHECK (outcome IN ('RUNNING', 'SUCCEEDED', 'FAILED', 'INTERRUPTED', 'LOST')),
    error       text,
    CONSTRAINT job_run_fence UNIQUE (job, fence),
    CHECK ((outcome = 'RUNNING') = (finished_at IS NULL))
);

-- A delivery that failed too often waits for a person; last_error is the reason.
ALTER TABLE outbox_delivery ADD COLUMN parked_at timestamptz;
DROP INDEX outbox_delivery_due;
CREATE INDEX outbox_delivery_due ON outbox_delivery (subscriber, next_attempt_at)
    WHERE delivered_at IS NULL AND parked_at IS NULL;
CREATE INDEX outbox_delivery_parked ON outbox_delivery (subscriber, parked_at) WHERE parked_at IS NOT NULL;
CREATE INDEX outbox_occurred_at ON outbox (occurred_at);

-- The newest version of an aggregate that a subscriber with a state of its own has had; older events are dropped.
CREATE TABLE outbox_progress (
    subscriber     text        NOT NULL,
    aggregate_type text        NOT NULL,
    aggregate_id   text        NOT NULL,
    version        bigint      NOT NULL,
    updated_at     timestamptz NOT NULL,
    PRIMARY KEY (subscriber, aggregate_type, aggregate_id)
) WITH (fillfactor = 70);
CREATE INDEX outbox_progress_updated_at ON outbox_progress (updated_at);
