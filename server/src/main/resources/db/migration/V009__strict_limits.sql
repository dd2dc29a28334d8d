-- Attempts counted for all nodes together. The key is a keyed hash of policy, scope and caller. Nothing here must survive a
-- crash, so it is written without a log: an attempt costs no disk.
CREATE UNLOGGED TABLE strict_limit (
    key text COLLATE "C" PRIMARY KEY,
    used integer NOT NULL CHECK (used >= 0),
    resets_at timestamptz NOT NULL
) WITH (fillfactor = 70);

CREATE INDEX strict_limit_resets_at ON strict_limit (resets_at);
