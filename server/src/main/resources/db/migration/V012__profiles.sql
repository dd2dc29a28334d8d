-- Keyed hashes of the beginnings of a user's names and address, by which staff finds it although they are encrypted.
-- Rows from before have none yet; the server fills them in.
ALTER TABLE app_user ADD COLUMN search_tokens bytea[] NOT NULL DEFAULT '{}';
CREATE INDEX app_user_search ON app_user USING gin (search_tokens);
CREATE INDEX app_user_without_search ON app_user (id) WHERE search_tokens = '{}';

-- There must always be one, so they are counted whenever one goes.
CREATE INDEX app_user_admin ON app_user (id) WHERE role = 'ADMIN' AND active;

-- Goods that a user would like to have some day.
CREATE TABLE wishlist_item (
    user_id    uuid        NOT NULL REFERENCES app_user ON DELETE CASCADE,
    product_id uuid        NOT NULL REFERENCES product,
    added_at   timestamptz NOT NULL,
    PRIMARY KEY (user_id, product_id)
);
CREATE INDEX wishlist_item_product ON wishlist_item (product_id);
CREATE INDEX wishlist_item_newest ON wishlist_item (user_id, added_at, product_id);
