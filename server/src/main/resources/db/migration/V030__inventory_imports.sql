-- Differences of stock that files have booked. When the same comes again, in the same file or another, it is known by its
-- reference. The job may be forgotten earlier.
CREATE TABLE imported_delta (
    store_id   uuid          NOT NULL,
    product_id uuid          NOT NULL,
    reason     text          NOT NULL,
    reference  text          NOT NULL,
    delta      numeric(15,3) NOT NULL CHECK (delta <> 0),
    job_id     uuid          NOT NULL,
    row_number bigint        NOT NULL,
    PRIMARY KEY (store_id, product_id, reason, reference),
    FOREIGN KEY (store_id, product_id) REFERENCES stock
);
