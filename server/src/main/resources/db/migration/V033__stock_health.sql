-- From how much on stock is scarce, and how a new delivery is proposed. Here from the start, since stock rows take theirs
-- from it.
INSERT INTO setting (key, value, updated_at)
VALUES ('stock_thresholds', '{"critical": 5, "low": 10, "medium": 50, "lead_time_days": 7, "safety_days": 3}',
        '2026-11-21T00:00:00Z');

CREATE FUNCTION low_stock() RETURNS numeric
    LANGUAGE sql STABLE
    SET search_path FROM CURRENT
AS $$ SELECT CAST(value ->> 'low' AS numeric) FROM setting WHERE key = 'stock_thresholds' $$;

-- How long a new delivery of this product takes to this store; null means as long as the setting says. And from how much on
-- it is low where the store set no reorder point: the setting again, beside what orders change, so that these need not look
-- for it. Whoever changes the setting changes all rows.
ALTER TABLE stock
    ADD COLUMN lead_time_days smallint,
    ADD COLUMN low_at numeric(15,3) NOT NULL DEFAULT 10,
    ADD CONSTRAINT stock_lead_time_days_sensible CHECK (lead_time_days BETWEEN 0 AND 365);
ALTER TABLE stock ALTER COLUMN low_at SET DEFAULT low_stock();

-- Stock that became scarce or ran out, until it is told as an event. Whoever changes stock leaves a row here in the same
-- statement, once for each time that what is available falls across a border, however many sales follow. The id grows with
-- the changes of a stock row, since these wait for each other.
CREATE TABLE stock_crossing (
    id         bigint        GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    store_id   uuid          NOT NULL,
    product_id uuid          NOT NULL,
    border     text          NOT NULL CHECK (border IN ('LOW', 'OUT')),
    available  numeric(15,3) NOT NULL,
    threshold  numeric(15,3) NOT NULL
);

CREATE FUNCTION note_stock_crossing() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path FROM CURRENT
AS $$
DECLARE
    available numeric := NEW.on_hand - NEW.reserved;
BEGIN
    INSERT INTO stock_crossing (store_id, product_id, border, available, threshold)
    VALUES (NEW.store_id, NEW.product_id, CASE WHEN available <= 0 THEN 'OUT' ELSE 'LOW' END, available,
            CASE WHEN available <= 0 THEN 0 ELSE coalesce(NEW.reorder_point, NEW.low_at) END);
    RETURN NULL;
END $$;

-- Costs a sale that crosses no border a few comparisons and nothing else. What falls from above both borders to nothing has
-- run out; that it was low on its way nobody needs to hear.
CREATE TRIGGER note_crossing AFTER UPDATE OF on_hand, reserved ON stock
    FOR EACH ROW
    WHEN (NEW.on_hand - NEW.reserved < OLD.on_hand - OLD.reserved
          AND (NEW.on_hand - NEW.reserved <= 0
               OR OLD.on_hand - OLD.reserved > coalesce(NEW.reorder_point, NEW.low_at)
                  AND NEW.on_hand - NEW.reserved <= coalesce(NEW.reorder_point, NEW.low_at)))
    EXECUTE FUNCTION note_stock_crossing();

-- The ledger of a product, of somebody, of one reason, and of what has one cause, each by time.
CREATE INDEX stock_movement_reason ON stock_movement (store_id, reason, occurred_at);
CREATE INDEX stock_movement_product ON stock_movement (product_id, occurred_at);
CREATE INDEX stock_movement_actor ON stock_movement (actor_id, occurred_at) WHERE actor_id IS NOT NULL;
CREATE INDEX stock_movement_reference ON stock_movement (reference, occurred_at) WHERE reference IS NOT NULL;

-- How a user wants to hear of scarce stock; who has no row here is told in the shop itself.
CREATE TABLE notification_preference (
    user_id       uuid        PRIMARY KEY REFERENCES app_user ON DELETE CASCADE,
    stock_in_app  boolean     NOT NULL,
    stock_by_mail boolean     NOT NULL,
    version       bigint      NOT NULL DEFAULT 1,
    updated_at    timestamptz NOT NULL
);

-- What is to stand in the next mail about scarce stock to a user, so that a bad day is one mail and not a thousand.
CREATE TABLE stock_alert (
    user_id     uuid        NOT NULL REFERENCES app_user ON DELETE CASCADE,
    event_id    uuid        NOT NULL,
    payload     jsonb       NOT NULL,
    occurred_at timestamptz NOT NULL,
    PRIMARY KEY (user_id, event_id)
);
