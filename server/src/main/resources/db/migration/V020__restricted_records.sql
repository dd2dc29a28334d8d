-- Name and address of orders whose customer was erased, for as long as tax law asks for them. Sealed; nothing but an
-- explicit and audited operation opens them, and they go on their day.
CREATE TABLE restricted_record (
    id           uuid        PRIMARY KEY,
    order_id     uuid        NOT NULL,
    order_number text        NOT NULL,
    customer_id  uuid        NOT NULL,
    content_enc  bytea       NOT NULL,
    remove_on    date        NOT NULL,
    created_at   timestamptz NOT NULL,
    CONSTRAINT restricted_record_order UNIQUE (order_id)
);
CREATE INDEX restricted_record_remove_on ON restricted_record (remove_on, id);

-- A customer with a sign-in bears its user's search tokens too, so that one index finds everybody, where two tables had to be
-- joined before.
UPDATE customer c SET search_tokens = u.search_tokens FROM app_user u WHERE u.id = c.user_id;
