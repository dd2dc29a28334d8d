-- What products are searched by: their words, those of the name apart, and the name from its first letter on.

-- As before, but most texts are plain ASCII, of which only the case is folded: a tenth of the work for each product.
CREATE OR REPLACE FUNCTION fold(value text) RETURNS text
    LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
    SET search_path FROM CURRENT
AS $$
DECLARE
    plain text;
BEGIN
    IF octet_length(value) = length(value) THEN
        RETURN lower(value COLLATE "C");
    END IF;
    plain := unaccent('unaccent', normalize(value, NFKC));
    RETURN lower(plain COLLATE "und-x-icu");
END $$;

-- The words of a text that is folded already: its runs of letters and digits. Nobody types more than 40 of one.
CREATE FUNCTION word_list(folded text) RETURNS text[]
    LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
AS $$
DECLARE
    parts text[] := array_remove(regexp_split_to_array(folded COLLATE "und-x-icu", '[^[:alnum:]]+'), '');
BEGIN
    IF folded !~ '[^ ]{41}' THEN
        RETURN parts;
    END IF;
    RETURN ARRAY(SELECT left(part, 40) FROM unnest(parts) WITH ORDINALITY AS one (part, place) ORDER BY place);
END $$;

-- The words of a text, to be found as a whole or by their beginning.
CREATE FUNCTION word_index(value text) RETURNS tsvector
    LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
    SET search_path FROM CURRENT
AS $$
BEGIN
    RETURN array_to_tsvector(word_list(fold(value)));
END $$;

-- The beginning of a description tells what a product is; the rest would fill the index with what it is not.
ALTER TABLE product
    ADD COLUMN name_folded  text     NOT NULL GENERATED ALWAYS AS (fold(name)) STORED,
    ADD COLUMN brand_folded text              GENERATED ALWAYS AS (fold(brand)) STORED,
    ADD COLUMN name_words   tsvector NOT NULL GENERATED ALWAYS AS (word_index(name)) STORED,
    ADD COLUMN words        tsvector NOT NULL
        GENERATED ALWAYS AS (word_index(name || ' ' || coalesce(brand, '') || ' ' || coalesce(left(description, 400), ''))) STORED;

DROP INDEX product_search;
CREATE INDEX product_words ON product USING gin (name_words, words) WHERE deleted_at IS NULL;
-- COLLATE "C" serves LIKE 'beginning%' whatever the database sorts by.
CREATE INDEX product_name_start ON product (name_folded COLLATE "C", id) WHERE deleted_at IS NULL;
CREATE INDEX product_brand ON product (brand_folded COLLATE "C") WHERE deleted_at IS NULL;

-- A word as it is and in its other number, as far as the endings tell: apples, apple; berry, berries.
CREATE FUNCTION word_forms(word text) RETURNS text[]
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN ARRAY[word] || CASE
        WHEN length(word) < 4 OR word LIKE '%ss' THEN '{}'
        WHEN word LIKE '%ies' THEN ARRAY[left(word, -3) || 'y', left(word, -1)]
        WHEN word LIKE '%es' THEN ARRAY[left(word, -2), left(word, -1)]
        WHEN word LIKE '%s' THEN ARRAY[left(word, -1)]
        WHEN word LIKE '%y' THEN ARRAY[left(word, -1) || 'ies']
        ELSE '{}' END;

-- A word and what is left of it when any one letter is cut out. Two words that are one slip apart (a letter more, less
-- or other, or two exchanged) share one of these, which an index finds.
CREATE FUNCTION word_cuts(word text) RETURNS text[]
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN ARRAY(SELECT DISTINCT overlay(word PLACING '' FROM cut FOR 1)
                 FROM generate_series(1, length(word) + 1) AS cut);

-- The words of names and brands, by which typing errors are corrected. Words are only ever added: one that no product
-- has any more corrects nothing, since nothing is found by it. Nobody waits for anybody: two who add a word at the same
-- time both do, and it stands here twice.
CREATE TABLE search_word (
    word text COLLATE "C" NOT NULL,
    cuts text[]           NOT NULL GENERATED ALWAYS AS (word_cuts(word)) STORED
);
CREATE INDEX search_word_word ON search_word (word);
CREATE INDEX search_word_cuts ON search_word USING gin (cuts);
CREATE INDEX search_word_part ON search_word USING gin (word gin_trgm_ops);

-- Numbers are not corrected, and of shorter words a slip makes others.
CREATE FUNCTION keep_words() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path FROM CURRENT
AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO search_word (word)
        SELECT DISTINCT one.word
        FROM added, unnest(tsvector_to_array(name_words) || word_list(coalesce(brand_folded, ''))) AS one (word)
        WHERE one.word ~ '^[^0-9]{3,}$' AND NOT EXISTS (SELECT FROM search_word known WHERE known.word = one.word);
    ELSE
        INSERT INTO search_word (word)
        SELECT DISTINCT one.word
        FROM added JOIN removed USING (id),
            unnest(tsvector_to_array(added.name_words) || word_list(coalesce(added.brand_folded, ''))) AS one (word)
        WHERE (added.name, added.brand) IS DISTINCT FROM (removed.name, removed.brand)
            AND one.word ~ '^[^0-9]{3,}$' AND NOT EXISTS (SELECT FROM search_word known WHERE known.word = one.word);
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER words_added AFTER INSERT ON product REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION keep_words();
CREATE TRIGGER words_changed AFTER UPDATE ON product REFERENCING OLD TABLE AS removed NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION keep_words();
INSERT INTO search_word (word)
SELECT DISTINCT one.word
FROM product, unnest(tsvector_to_array(name_words) || word_list(coalesce(brand_folded, ''))) AS one (word)
WHERE one.word ~ '^[^0-9]{3,}$';

-- Whether any product has a word that begins so. For one that none has, reading the table to its end looks cheap to a
-- planner that expects to find a product soon.
CREATE FUNCTION product_has_word(beginning text) RETURNS boolean
    LANGUAGE sql STABLE STRICT PARALLEL SAFE
    SET search_path FROM CURRENT
    SET enable_seqscan = off
AS $$
    SELECT EXISTS (SELECT FROM product
                   WHERE words @@ CAST('''' || beginning || ''':*' AS tsquery) AND deleted_at IS NULL)
$$;
