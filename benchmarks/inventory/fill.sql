-- Fills a migrated database without products with 10 stores, 10,000 products in each, and about 10 million movements of
-- two years. psql -q -v ON_ERROR_STOP=1 -f benchmarks/inventory/fill.sql "$DATABASE"; minutes, and 4 GB.
SET search_path = aisle, public;
SET statement_timeout = 0;
SET synchronous_commit = off;
SET maintenance_work_mem = '512MB';

SELECT ensure_month_partitions('stock_movement', DATE '2024-12-01', 26);

-- What triggers would count and note row by row is written at the end.
SET session_replication_role = replica;

INSERT INTO store (id, name, timezone, currency, delivers, created_at, updated_at)
SELECT md5('bench-store' || i)::uuid, 'Bench store ' || i, 'UTC', 'USD', true, '2024-12-01', '2024-12-01'
FROM generate_series(1, 10) AS i;

INSERT INTO product (id, sku, name, slug, unit, price, currency, tax_class, status, created_at, updated_at)
SELECT md5('bench-product' || i)::uuid, 'BENCH-' || i, 'Thing ' || md5(i::text), 'bench-' || i, 'EACH', 1 + i % 40, 'USD',
       'STANDARD', 'ACTIVE', '2024-12-01', '2024-12-01'
FROM generate_series(1, 10000) AS i;

INSERT INTO assortment (store_id, product_id, created_at)
SELECT s.id, p.id, '2024-12-01' FROM store s, product p WHERE s.name LIKE 'Bench %' AND p.sku LIKE 'BENCH-%';

-- Nine sales of five follow each delivery of 45, so that what lies there is always known.
CREATE TEMPORARY TABLE shelf AS
SELECT s.id AS store_id, p.id AS product_id, row_number() OVER (ORDER BY s.id, p.id) AS number,
       100 + row_number() OVER (ORDER BY s.id, p.id) % 10 AS movements
FROM store s, product p WHERE s.name LIKE 'Bench %' AND p.sku LIKE 'BENCH-%';

INSERT INTO stock (store_id, product_id, on_hand, ledger_seq, bin_location, updated_at)
SELECT store_id, product_id, 45 - (movements + 9) % 10 * 5, movements, 'A' || number % 100, '2026-11-21'
FROM shelf ORDER BY store_id, product_id;

INSERT INTO stock_movement (store_id, product_id, seq, occurred_at, delta, balance_after, reason, reference)
SELECT f.store_id, f.product_id, k, timestamptz '2024-12-01' + k * interval '156 hours' + f.number * interval '5 seconds',
       CASE WHEN k % 10 = 1 THEN 45 ELSE -5 END, 45 - (k + 9) % 10 * 5, CASE WHEN k % 10 = 1 THEN 'RECEIPT' ELSE 'SALE' END,
       CASE WHEN k % 10 = 1 THEN 'delivery ' || k || '-' || f.number % 1000 END
FROM generate_series(1, 109) AS k, shelf f
WHERE k <= f.movements;

SET session_replication_role = DEFAULT;

INSERT INTO row_count SELECT 'stock', store_id::text, count(*) FROM shelf GROUP BY store_id;
INSERT INTO row_count SELECT 'stock_movement', store_id::text, sum(movements) FROM shelf GROUP BY store_id;
INSERT INTO row_count SELECT 'assortment', store_id::text, count(*) FROM shelf GROUP BY store_id;
INSERT INTO row_count SELECT 'product', 'ACTIVE', 10000;

VACUUM (ANALYZE) stock, stock_movement, product, assortment;
