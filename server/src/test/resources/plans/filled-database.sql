-- A shop after some years, for QueryPlansIT: big enough that PostgreSQL prefers the index that a query needs, and seconds
-- to make. Foreign keys are off while it is filled, so that the order of these statements does not matter.
SET session_replication_role = replica;

INSERT INTO store (id, name, timezone, currency, delivers, created_at, updated_at)
SELECT md5('store' || i)::uuid, 'Store ' || i, 'UTC', 'USD', true, '2025-01-01', '2025-01-01'
FROM generate_series(1, 40) AS i;

INSERT INTO app_user (id, email_hmac, email_enc, person_enc, password_hash, role, active, search_tokens, created_at, updated_at)
SELECT md5('user' || i)::uuid, decode(md5('mail' || i), 'hex'), '\x00', '\x00', 'none',
       CASE WHEN i % 200 = 0 THEN 'EMPLOYEE' WHEN i % 1000 = 1 THEN 'MANAGER' WHEN i % 5000 = 2 THEN 'ADMIN' ELSE 'CUSTOMER' END,
       i % 50 <> 0, ARRAY[decode(md5('token' || i % 500), 'hex')], timestamptz '2025-01-01' + i * interval '1 minute', '2026-01-01'
FROM generate_series(1, 20000) AS i;

INSERT INTO store_membership (user_id, store_id)
SELECT md5('user' || i * 200)::uuid, md5('store' || 1 + i % 40)::uuid FROM generate_series(1, 100) AS i;

INSERT INTO session (id, user_id, auth_version, created_at, expires_at, revoked_at)
SELECT md5('session' || i)::uuid, md5('user' || 1 + i % 20000)::uuid, 1, timestamptz '2025-01-01' + i * interval '10 minutes',
       timestamptz '2025-02-01' + i * interval '10 minutes', CASE WHEN i % 3 = 0 THEN timestamptz '2026-01-01' END
FROM generate_series(1, 40000) AS i;

INSERT INTO refresh_token (session_id, generation, token_hash, created_at, used_at)
SELECT md5('session' || i)::uuid, 1, decode(md5('refresh' || i), 'hex'), '2025-01-01', NULL FROM generate_series(1, 40000) AS i;

INSERT INTO api_key (id, name, secret_hash, scopes, every_store, created_at, updated_at, expires_at, revoked_at)
SELECT md5('key' || i)::uuid, 'Key ' || i, decode(md5('a' || i) || md5('b' || i), 'hex'), ARRAY['products:read'], i % 2 = 0,
       '2025-01-01', '2025-01-01', '2027-01-01', CASE WHEN i % 3 = 0 THEN timestamptz '2026-01-01' END
FROM generate_series(1, 2000) AS i;

INSERT INTO api_key_store (key_id, store_id)
SELECT md5('key' || i)::uuid, md5('store' || 1 + i % 40)::uuid FROM generate_series(1, 2000, 2) AS i;

INSERT INTO customer (id, user_id, email_hmac, search_tokens, created_at, updated_at)
SELECT md5('customer' || i)::uuid, CASE WHEN i % 4 > 0 THEN md5('user' || i)::uuid END, decode(md5('mail' || i), 'hex'),
       ARRAY[decode(md5('token' || i % 500), 'hex')], '2025-01-01', '2025-01-01'
FROM generate_series(1, 20000) AS i;

INSERT INTO customer_address (id, customer_id, address_enc, country, postcode, is_default, created_at, updated_at)
SELECT md5('address' || i)::uuid, md5('customer' || i)::uuid, '\x00', 'PT', '1000', true, '2025-01-01', '2025-01-01'
FROM generate_series(1, 20000) AS i;

INSERT INTO saved_payment_method (id, user_id, provider, token_hmac, method_enc, is_default, created_at)
SELECT md5('method' || i)::uuid, md5('user' || i)::uuid, 'STRIPE', decode(md5('token' || i), 'hex'), '\x00', true, '2025-01-01'
FROM generate_series(1, 20000) AS i;

INSERT INTO employee (id, store_id, person_enc, position, created_at, updated_at)
SELECT md5('employee' || i)::uuid, md5('store' || 1 + i % 40)::uuid, '\x00', 'Clerk', '2025-01-01', '2025-01-01'
FROM generate_series(1, 400) AS i;

INSERT INTO category (id, parent_id, name, path, path_name, created_at, updated_at)
SELECT md5('category' || i)::uuid, '01973f00-0000-7000-8000-000000000001', 'Category ' || i,
       ARRAY['01973f00-0000-7000-8000-000000000001'::uuid, md5('category' || i)::uuid], 'Grocery>Category ' || i,
       '2026-01-01', '2026-01-01'
FROM generate_series(1, 300) AS i;

INSERT INTO product_group (id, handle, title, created_at, updated_at)
SELECT md5('group' || i)::uuid, 'group-' || i, 'Group ' || i, '2025-01-01', '2025-01-01' FROM generate_series(1, 2000) AS i;

INSERT INTO product (id, sku, gtin, name, slug, description, brand, category_id, unit, price, currency, status, group_id, options,
                     created_at, updated_at, deleted_at)
SELECT md5('product' || i)::uuid, 'SKU-' || i, CASE WHEN i % 2 = 0 THEN lpad(i::text, 13, '0') END,
       (ARRAY['Oat', 'Rye', 'Goat', 'Apple', 'Soap', 'Paper', 'Lamp', 'Sock'])[1 + i % 8] || ' ' || substr(md5('name' || i), 1, 8),
       'slug-' || i, 'A good thing', 'Brand ' || i % 200, md5('category' || 1 + i % 300)::uuid, 'EACH', 1 + i % 500, 'USD',
       CASE WHEN i % 20 = 0 THEN 'DRAFT' ELSE 'ACTIVE' END, md5('group' || 1 + i % 2000)::uuid, jsonb_build_object('Size', i),
       timestamptz '2025-01-01' + i * interval '1 minute', '2026-01-01',
       CASE WHEN i % 50 = 0 THEN timestamptz '2026-01-01' END
FROM generate_series(1, 20000) AS i;

INSERT INTO search_word (word)
SELECT DISTINCT translate(substr(md5('name' || i), 1, 8), '0123456789', 'ghijklmnop') FROM generate_series(1, 20000) AS i;
INSERT INTO product_price (product_id, store_id, currency, valid_from, valid_to, price)
SELECT md5('product' || i)::uuid, NULL, 'USD', timestamptz '2025-01-01' + n * interval '100 days',
       CASE WHEN n < 3 THEN timestamptz '2025-01-01' + (n + 1) * interval '100 days' ELSE 'infinity' END, 5 + n
FROM generate_series(1, 20000) AS i, generate_series(0, 3) AS n;

INSERT INTO product_price (product_id, store_id, currency, valid_from, price)
SELECT md5('product' || 1 + i % 20000)::uuid, md5('store' || 1 + i / 20000)::uuid, 'USD',
       timestamptz '2025-01-01' + i * interval '1 minute', 5
FROM generate_series(1, 60000) AS i;

INSERT INTO product_price (product_id, store_id, currency, valid_from, valid_to, scheduled, id, price, boundary)
SELECT md5('product' || i)::uuid, md5('store' || 1 + i % 40)::uuid, 'USD', timestamptz '2026-11-01' + i * interval '10 minutes',
       timestamptz '2026-11-08' + i * interval '10 minutes', true, md5('price' || i)::uuid, 4,
       CASE WHEN i > 5000 THEN timestamptz '2026-11-01' + i * interval '10 minutes' END
FROM generate_series(1, 20000) AS i;

INSERT INTO store_price (store_id, product_id, price)
SELECT store_id, product_id, price FROM product_price WHERE store_id IS NOT NULL AND NOT scheduled
ON CONFLICT DO NOTHING;

INSERT INTO assortment (store_id, product_id, created_at, price)
SELECT md5('store' || 1 + s)::uuid, md5('product' || i)::uuid, '2025-01-01', 1 + i % 500
FROM generate_series(1, 20000) AS i, generate_series(0, 39) AS s WHERE (i + s) % 10 = 0;

INSERT INTO unassigned_product (product_id)
SELECT md5('product' || i)::uuid FROM generate_series(1, 20000, 100) AS i;

INSERT INTO tag (id, store_id, name, created_at, updated_at)
SELECT md5('tag' || i)::uuid, md5('store' || 1 + i % 40)::uuid, 'Tag ' || i, '2025-01-01', '2025-01-01' FROM generate_series(1, 400) AS i;


INSERT INTO product_tag (product_id, tag_id)
SELECT md5('product' || i)::uuid, md5('tag' || 1 + i % 400)::uuid FROM generate_series(1, 20000) AS i;

INSERT INTO import_job (id, kind, status, file_name, mapping, currency, dry_run, created_at)
SELECT md5('import' || i)::uuid, 'PRODUCTS', CASE WHEN i > 9990 THEN 'QUEUED' ELSE 'COMPLETED' END, 'p.csv', '{}', 'USD', false,
       timestamptz '2025-01-01' + i * interval '10 minutes'
FROM generate_series(1, 10000) AS i;

INSERT INTO import_chunk (job_id, seq, data)
SELECT md5('import' || 10000 - i % 10)::uuid, i, '\x00' FROM generate_series(1, 10000) AS i;

INSERT INTO import_error (job_id, row_number, column_name, reason)
SELECT md5('import' || 1 + i % 2000)::uuid, i, 'price', 'no' FROM generate_series(1, 20000) AS i;

INSERT INTO stock (store_id, product_id, on_hand, reserved, ledger_seq, updated_at)
SELECT store_id, product_id, 100, 1, 2, '2026-01-01' FROM assortment;

INSERT INTO imported_delta (store_id, product_id, reason, reference, delta, job_id, row_number)
SELECT store_id, product_id, 'RECEIPT', 'note ' || row_number() OVER () % 500, 50, md5('import1')::uuid, row_number() OVER ()
FROM stock;

INSERT INTO stock_movement (store_id, product_id, seq, occurred_at, delta, balance_after, reason)
SELECT store_id, product_id, seq, timestamptz '2026-11-01' + (row_number() OVER () % 20000) * interval '1 minute', 50, seq * 50, 'RECEIPT'
FROM assortment, generate_series(1, 2) AS seq;

INSERT INTO setting_value (id, key, store_id, value, currency, valid_from, updated_at)
SELECT md5('setting' || i)::uuid, (ARRAY['minimum_order', 'delivery_fee', 'free_delivery_from', 'payment_minutes'])[1 + i % 4],
       CASE WHEN i % 10 < 8 THEN md5('store' || 1 + i % 40)::uuid END, '1', 'USD',
       timestamptz '2025-01-01' + i * interval '1 hour', timestamptz '2025-01-01' + i * interval '1 hour'
FROM generate_series(1, 20000) AS i;

INSERT INTO orders (store_id, id, number, customer_id, source, status, fulfillment_type, currency, subtotal, discount,
                    delivery_fee, tax, total, prices_include_tax, calculation, substitution_policy, placed_at, created_at,
                    updated_at)
SELECT md5('store' || 1 + i % 40)::uuid, md5('order' || i)::uuid, 'A-' || lpad(i::text, 9, '0'), md5('customer' || 1 + i % 20000)::uuid,
       'CHECKOUT', CASE WHEN i % 50 = 0 THEN 'CONFIRMED' ELSE 'DELIVERED' END, 'PICKUP', 'USD', 10, 0, 0, 1, 10, true, '{}', 'NONE',
       timestamptz '2025-01-01' + i * interval '10 minutes', timestamptz '2025-01-01' + i * interval '10 minutes', '2026-01-01'
FROM generate_series(1, 40000) AS i;

INSERT INTO order_line (store_id, id, order_id, position, product_id, sku, name, unit, unit_price, quantity, substitution_policy,
                        line_total, tax_class, tax_rate, tax)
SELECT md5('store' || 1 + i % 40)::uuid, md5('line' || i || '-' || l)::uuid, md5('order' || i)::uuid, l,
       md5('product' || 1 + (i * 3 + l) % 20000)::uuid, 'SKU', 'Thing', 'EACH', 5, 1, 'NONE', 5, 'STANDARD', 0.2, 1
FROM generate_series(1, 40000) AS i, generate_series(1, 2) AS l;

INSERT INTO checkout_attempt (store_id, id, state, payment_id, customer_id, cart_id, request_key, fingerprint, snapshot_enc,
                              lease_until, expires_at, created_at, updated_at)
SELECT md5('store' || 1 + i % 40)::uuid, md5('order' || i)::uuid,
       CASE WHEN i % 100 = 0 THEN 'RESERVED' WHEN i % 100 = 1 THEN 'PENDING' WHEN i % 100 = 2 THEN 'RELEASED' ELSE 'PLACED' END,
       md5('payment' || i)::uuid, md5('customer' || 1 + i % 20000)::uuid, md5('paid cart' || i)::uuid, decode(md5('request' || i), 'hex'),
       '\x00', '\x00', timestamptz '2025-01-01' + i * interval '10 minutes', timestamptz '2025-01-01' + i * interval '10 minutes',
       timestamptz '2025-01-01' + i * interval '10 minutes', timestamptz '2025-01-01' + i * interval '10 minutes'
FROM generate_series(1, 20000) AS i;

INSERT INTO order_adjustment (store_id, id, order_id, kind, code, amount)
SELECT store_id, md5('adjustment' || number)::uuid, id, 'TAX', 'TAX', 1 FROM orders;

INSERT INTO order_event (store_id, order_id, version, type, status, occurred_at)
SELECT store_id, id, 1, 'PLACED', 'CONFIRMED', created_at FROM orders;

INSERT INTO payment (store_id, id, order_id, method, status, currency, amount, authorized, captured, reference, created_at,
                     updated_at)
SELECT store_id, md5('payment' || number)::uuid, id, 'STRIPE', 'CAPTURED', 'USD', 10, 10, 10, 'pi_' || number, created_at,
       created_at
FROM orders;

INSERT INTO payment_operation (store_id, id, payment_id, order_id, kind, provider, provider_key, amount, currency, state, refund_id,
                               request_id, attempts, due_at, created_at, updated_at)
SELECT store_id, md5(k.kind || number)::uuid, md5('payment' || number)::uuid, id, k.kind, 'STRIPE', k.kind || number, 10, 'USD',
       CASE WHEN o.number LIKE '%00' AND k.kind = 'CAPTURE' THEN 'UNKNOWN' ELSE 'SUCCEEDED' END,
       CASE WHEN k.kind = 'REFUND' THEN md5('refund' || number)::uuid END, 'r', 1,
       CASE WHEN o.number LIKE '%00' AND k.kind = 'CAPTURE' THEN created_at END, created_at, created_at
FROM orders o, (VALUES ('AUTHORIZE'), ('CAPTURE'), ('REFUND')) AS k (kind);

INSERT INTO payment_token (payment_id, token_enc, created_at)
SELECT md5('payment' || number)::uuid, '\x00', created_at FROM orders;

INSERT INTO payment_issue (store_id, id, kind, payment_id, order_id, subject, amount, currency, created_at, resolved_at)
SELECT store_id, md5('issue' || number)::uuid, 'REFUND_FAILED', md5('payment' || number)::uuid, id, '', 1, 'USD', created_at,
       CASE WHEN number NOT LIKE '%00' THEN created_at END
FROM orders;

INSERT INTO payment_event (provider, id, type, payment_id, created_at, received_at)
SELECT 'STRIPE', 'evt_' || number, 'payment_intent.succeeded', md5('payment' || number)::uuid, created_at, created_at FROM orders;

INSERT INTO payment_dispute (provider, reference, store_id, payment_id, amount, currency, status, told_at)
SELECT 'STRIPE', 'dp_' || number, store_id, md5('payment' || number)::uuid, 10, 'USD', 'lost', created_at
FROM orders WHERE number LIKE '%0';

INSERT INTO payment_collection (store_id, id, payment_id, order_id, collector_id, means, amount, currency, day, collected_at)
SELECT store_id, md5('collection' || number)::uuid, md5('payment' || number)::uuid, id, md5('user1')::uuid, 'CASH', 10, 'USD',
       created_at::date, created_at
FROM orders;

INSERT INTO cash_settlement (store_id, day, collector_id, handed_over, currency, settled_at)
SELECT DISTINCT store_id, created_at::date, md5('user1')::uuid, 10, 'USD', timestamptz '2026-01-01' FROM orders;

INSERT INTO refund (store_id, id, order_id, amount, currency, reason, restock, created_at)
SELECT store_id, md5('refund' || number)::uuid, id, 1, 'USD', 'Sour', false, created_at FROM orders;

INSERT INTO refund_line (store_id, refund_id, order_line_id, product_id, quantity, amount)
SELECT l.store_id, md5('refund' || o.number)::uuid, l.id, l.product_id, 1, 1
FROM order_line l JOIN orders o ON o.store_id = l.store_id AND o.id = l.order_id;

INSERT INTO settlement_request (request_key, fingerprint, store_id, begun_id, created_at)
SELECT decode(md5('request' || number), 'hex'), '\x00', store_id, md5('refund' || number)::uuid, created_at FROM orders;

INSERT INTO sandbox_charge (reference, token, currency, amount, state, created_at)
SELECT 'sbx_' || i, 'tok_approve', 'USD', 10, 'CAPTURED', '2026-01-01' FROM generate_series(1, 20000) AS i;

INSERT INTO sandbox_request (key, kind, charge, amount, created_at)
SELECT 'aisle-' || i, 'AUTHORIZE', 'sbx_' || i, 10, '2026-01-01' FROM generate_series(1, 20000) AS i;

INSERT INTO reservation (store_id, id, product_id, owner_type, owner_id, order_line_id, quantity, created_at)
SELECT store_id, md5('reservation' || id)::uuid, product_id, 'ORDER', order_id, id, 1, '2026-01-01' FROM order_line;

INSERT INTO cart (id, customer_id, store_id, expires_at, created_at, updated_at)
SELECT md5('cart' || i)::uuid, md5('customer' || i)::uuid, md5('store' || 1 + i % 40)::uuid,
       timestamptz '2026-11-01' + i * interval '10 minutes', '2026-01-01', '2026-01-01'
FROM generate_series(1, 15000) AS i;

INSERT INTO cart_line (cart_id, id, product_id, quantity, seen_price, created_at)
SELECT md5('cart' || i)::uuid, md5('cartline' || i || '-' || l)::uuid, md5('product' || 1 + (i + l) % 20000)::uuid, 1, 5, '2026-01-01'
FROM generate_series(1, 15000) AS i, generate_series(1, 3) AS l;

INSERT INTO notification (id, customer_id, event_id, type, payload, created_at)
SELECT md5('notification' || i)::uuid, md5('customer' || 1 + i % 20000)::uuid, md5('event' || i)::uuid, 'ORDER_PLACED', '{}',
       timestamptz '2025-01-01' + i * interval '10 minutes'
FROM generate_series(1, 40000) AS i;

INSERT INTO outbox (id, type, aggregate_type, aggregate_id, aggregate_version, payload, occurred_at)
SELECT md5('event' || i)::uuid, 'ORDER_PLACED', 'order', md5('order' || i), 1, '{}', timestamptz '2025-01-01' + i * interval '10 minutes'
FROM generate_series(1, 40000) AS i;

INSERT INTO outbox_delivery (event_id, subscriber, next_attempt_at, delivered_at)
SELECT id, 'notifications', occurred_at, CASE WHEN occurred_at < timestamptz '2025-10-05' THEN occurred_at END FROM outbox;

INSERT INTO outbox_progress (subscriber, aggregate_type, aggregate_id, version, updated_at)
SELECT 'notifications', aggregate_type, aggregate_id, 1, occurred_at FROM outbox;

INSERT INTO sign_in_throttle (key, failures, blocked_until, updated_at)
SELECT decode(md5('throttle' || i), 'hex'), 1, at, at
FROM (SELECT i, timestamptz '2026-09-01' + i * interval '5 minutes' AS at FROM generate_series(1, 20000) AS i) AS failures;

INSERT INTO known_network (user_id, network_hmac, last_used_at)
SELECT md5('user' || i)::uuid, decode(md5('network' || i), 'hex'), timestamptz '2026-01-01' + i * interval '20 minutes'
FROM generate_series(1, 20000) AS i;

INSERT INTO wishlist_item (user_id, product_id, added_at)
SELECT md5('user' || 1 + i % 10000)::uuid, md5('product' || 1 + i % 20000)::uuid, timestamptz '2026-01-01' + i * interval '20 minutes'
FROM generate_series(1, 20000) AS i;

INSERT INTO one_time_code (id, purpose, email_hmac, content_enc, code_hash, code_expires_at, created_at, expires_at)
SELECT md5('code' || i)::uuid, 'REGISTRATION', decode(md5('mail' || i), 'hex'), '\x00', decode(md5('code' || i), 'hex'), at, at, at
FROM (SELECT i, timestamptz '2026-09-01' + i * interval '5 minutes' AS at FROM generate_series(1, 20000) AS i) AS codes;

INSERT INTO idempotency (caller, method, path, key, fingerprint, status, body_enc, created_at, expires_at)
SELECT md5('user' || i), 'POST', '/api/v1/orders', md5('key' || i), '\x00', 201, '\x00', '2026-11-01',
       timestamptz '2026-11-01' + i * interval '1 minute'
FROM generate_series(1, 40000) AS i;

UPDATE idempotency SET person = md5('customer' || substr(caller, 1, 2))::uuid WHERE caller < '8';

INSERT INTO restricted_record (id, order_id, order_number, customer_id, content_enc, remove_on, created_at)
SELECT md5('restricted' || i)::uuid, md5('order' || i)::uuid, 'R-' || i, md5('customer' || 1 + i % 20000)::uuid, '\x00',
       date '2027-01-01' + (i / 2000) * 365, timestamptz '2026-01-01' + i * interval '10 minutes'
FROM generate_series(1, 20000) AS i;

INSERT INTO strict_limit (key, used, resets_at)
SELECT 'login ' || i, 1, timestamptz '2026-11-01' + i * interval '1 minute' FROM generate_series(1, 20000) AS i;

INSERT INTO mail (id, cause, kind, content_enc, next_attempt_at, finished_at, outcome, created_at, expires_at)
SELECT md5('mail' || i)::uuid, 'order ' || i, 'ORDER_PLACED', CASE WHEN i > 19950 THEN '\x00'::bytea END,
       timestamptz '2026-09-01' + i * interval '5 minutes',
       CASE WHEN i <= 19950 THEN timestamptz '2026-09-01' + i * interval '5 minutes' END, CASE WHEN i <= 19950 THEN 'SENT' END,
       timestamptz '2026-09-01' + i * interval '5 minutes', timestamptz '2026-12-01'
FROM generate_series(1, 20000) AS i;

INSERT INTO stock_take (store_id, id, status, opened_at, closed_at)
SELECT md5('store' || 1 + i % 40)::uuid, md5('take' || i)::uuid, 'POSTED', timestamptz '2025-01-01' + i * interval '30 minutes',
       timestamptz '2025-01-02' + i * interval '30 minutes'
FROM generate_series(1, 20000) AS i;

INSERT INTO stock_take_count (store_id, take_id, product_id, quantity, expected, counted_at)
SELECT store_id, id, md5('product' || c)::uuid, 5, 6, opened_at FROM stock_take, generate_series(1, 3) AS c;

INSERT INTO stock_crossing (store_id, product_id, border, available, threshold)
SELECT store_id, product_id, 'LOW', 1, 10 FROM stock LIMIT 20000;

INSERT INTO notification_preference (user_id, stock_in_app, stock_by_mail, updated_at)
SELECT id, true, true, '2026-01-01' FROM app_user;

INSERT INTO stock_alert (user_id, event_id, payload, occurred_at)
SELECT md5('user' || 1 + i % 200)::uuid, md5('event' || i)::uuid, '{}', timestamptz '2026-11-01' + i * interval '1 minute'
FROM generate_series(1, 20000) AS i;

INSERT INTO audit_entry (id, occurred_at, actor_id, action, resource_type, resource_id, details, mac)
SELECT md5('audit' || i)::uuid, timestamptz '2026-11-01' + i * interval '30 seconds', md5('user' || 1 + i % 20000)::uuid, 'order.placed',
       'order', md5('order' || i), '{}', '\x00'
FROM generate_series(1, 40000) AS i;

INSERT INTO stock_adjustment (store_id, id, product_id, delta, reason, release_reservations, settings, status, requested_by,
                              requested_at, resolved_by, resolved_at)
SELECT md5('store' || 1 + i % 40)::uuid, md5('adjustment' || i)::uuid, md5('product' || 1 + i % 20000)::uuid, 1000, 'COUNT', false,
       '{}', CASE WHEN i > 19900 THEN 'PENDING' ELSE 'APPROVED' END, md5('user' || i)::uuid,
       timestamptz '2025-01-01' + i * interval '10 minutes', CASE WHEN i <= 19900 THEN md5('user' || 20000)::uuid END,
       CASE WHEN i <= 19900 THEN timestamptz '2025-01-01' + i * interval '20 minutes' END
FROM generate_series(1, 20000) AS i;

INSERT INTO stock_request (store_id, id, product_id, type, quantity, status, approved_quantity, requested_by, requested_at,
                           resolved_by, resolved_at)
SELECT md5('store' || 1 + i % 40)::uuid, md5('request' || i)::uuid, md5('product' || 1 + i % 20000)::uuid, 'ADD_QUANTITY', 1,
       CASE WHEN i > 19900 THEN 'PENDING' ELSE 'APPROVED' END, CASE WHEN i <= 19900 THEN 1 END,
       md5('user' || 1 + i % 400 * 50)::uuid, timestamptz '2025-01-01' + i * interval '10 minutes',
       CASE WHEN i <= 19900 THEN md5('user' || 2)::uuid END,
       CASE WHEN i <= 19900 THEN timestamptz '2025-01-01' + i * interval '20 minutes' END
FROM generate_series(1, 20000) AS i;

INSERT INTO notification (id, user_id, event_id, type, payload, created_at)
SELECT md5('staff notification' || i)::uuid, md5('user' || 1 + i % 400 * 50)::uuid, md5('request event' || i)::uuid,
       'STOCK_REQUEST_APPROVED', '{}', timestamptz '2025-01-01' + i * interval '10 minutes'
FROM generate_series(1, 10000) AS i;

INSERT INTO slot_template (store_id, id, type, weekday, start_time, end_time, capacity, cutoff_minutes, fee, currency, zones,
                           only_zones, valid_from, due_at, created_at, updated_at)
SELECT md5('store' || 1 + i % 40)::uuid, md5('slot template' || i)::uuid, 'DELIVERY', 1 + i % 7, '08:00', '10:00', 10, 60, 5, 'USD',
       '[]', false, '2025-01-01', timestamptz '2026-11-21' + i * interval '1 minute', '2025-01-01', '2025-01-01'
FROM generate_series(1, 4000) AS i;

INSERT INTO delivery_slot (store_id, id, template_id, template_date, type, starts_at, ends_at, cutoff_minutes, cutoff_at, capacity,
                           booked, fee, currency, zones, only_zones, created_at, updated_at)
SELECT md5('store' || 1 + i % 40)::uuid, md5('slot' || i)::uuid, md5('slot template' || i % 4000)::uuid,
       date '2025-01-01' + i / 40, 'DELIVERY', timestamptz '2025-01-01' + i * interval '40 minutes',
       timestamptz '2025-01-01 02:00' + i * interval '40 minutes', 60, timestamptz '2024-12-31 23:00' + i * interval '40 minutes',
       10, 1, 5, 'USD', '[]', false, '2025-01-01', '2025-01-01'
FROM generate_series(1, 30000) AS i;

INSERT INTO slot_hold (store_id, id, slot_id, cart_id, items, expires_at, created_at)
SELECT md5('store' || 1 + i % 40)::uuid, md5('hold' || i)::uuid, md5('slot' || i)::uuid, md5('cart' || i)::uuid, 3,
       timestamptz '2026-11-21' + i * interval '1 second', '2026-11-20'
FROM generate_series(1, 10000) AS i;

INSERT INTO slot_booking (store_id, order_id, slot_id, items, created_at)
SELECT md5('store' || 1 + i % 40)::uuid, md5('order' || i)::uuid, md5('slot' || i)::uuid, 3, '2026-01-01'
FROM generate_series(1, 30000) AS i;

INSERT INTO stock_verification (finished_at, checked, drifted) VALUES ('2026-11-20', 20000, 0);

SET session_replication_role = DEFAULT;
